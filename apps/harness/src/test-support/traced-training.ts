/** A training written with plain tfjs, run compiled and eagerly: its losses either way. */
import { compileTraining, loadProgram } from '@brink/compiler';
import { trace, type TensorSpec } from '@brink/graph';
import * as tf from '@tensorflow/tfjs-core';

type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface PlainTraining {
  /** The weights by name, float32. */
  readonly weights: Readonly<
    Record<string, { shape: readonly number[]; values: readonly number[] }>
  >;
  /** Gradients come from it by `tf.grads`, as a user's would. */
  readonly loss: (weights: Tensors) => tf.Scalar;
  /** The weights after one update. */
  readonly update: (weight: tf.Tensor, gradient: tf.Tensor) => tf.Tensor;
  readonly steps: number;
}

const scalar: TensorSpec = { shape: [], dtype: 'float' };

function begun({ weights }: PlainTraining): Tensors {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => [
      name,
      tf.tensor([...values], [...shape], 'float32'),
    ]),
  );
}

function stepOf({ loss, update }: PlainTraining, weights: Tensors) {
  const names = Object.keys(weights);
  const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) =>
    loss(Object.fromEntries(names.map((name, at) => [name, given[at]!]))),
  )(Object.values(weights));
  const updated = names.map((name, at) => [name, update(weights[name]!, grads[at]!)] as const);
  return { loss: value, gradients: grads, weights: Object.fromEntries(updated) };
}

const prefixed = (prefix: string, tensors: Tensors) =>
  Object.fromEntries(Object.entries(tensors).map(([name, t]) => [`${prefix}:${name}`, t]));

/** The loss before each update. */
export async function compiledLosses(training: PlainTraining): Promise<readonly number[]> {
  const names = Object.keys(training.weights);
  const params = Object.fromEntries(
    names.map((name): [string, TensorSpec] => [
      `param:${name}`,
      { shape: training.weights[name]!.shape, dtype: 'float' },
    ]),
  );
  const axes = { 'axis:unused': scalar };
  const init = trace({
    phase: 'init',
    inputs: axes,
    run: () => prefixed('param', begun(training)),
  });
  const step = trace({
    inputs: { ...axes, step: scalar, ...params },
    run: (given) => {
      const weights = Object.fromEntries(names.map((name) => [name, given[`param:${name}`]!]));
      const { loss, gradients, weights: next } = stepOf(training, weights);
      const byName = Object.fromEntries(names.map((name, at) => [name, gradients[at]!]));
      return { loss, ...prefixed('gradient', byName), ...prefixed('param', next) };
    },
  });
  const program = loadProgram(
    await compileTraining({
      graphs: { init, step },
      axes: ['unused'],
      precision: 'float32',
      steps: training.steps,
      batches: { kind: 'full' },
    }),
  );
  program.run([[0]]);
  return [...program.losses(0)];
}

/** The same on the current backend of tfjs. */
export function eagerLosses(training: PlainTraining): readonly number[] {
  return tf.tidy(() => {
    let weights = begun(training);
    return Array.from({ length: training.steps }, () => {
      const { loss, weights: next } = stepOf(training, weights);
      weights = next;
      return loss.dataSync()[0]!;
    });
  });
}
