import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate/evaluate.js';
import type { Shape } from '../graph.js';
import { simplify } from '../simplify/simplify.js';
import { verify } from '../verify/verify.js';
import { trace } from './trace.js';

/** A model of tfjs-layers, made anew for each call, and the shape of a batch for it. */
interface ModelCase {
  readonly name: string;
  readonly input: Shape;
  readonly layers: () => tf.layers.Layer[];
  /** Integers below this, for embeddings. */
  readonly vocabulary?: number;
}

const { layers } = tf;
const zeros = { kernelInitializer: 'zeros', recurrentInitializer: 'zeros' } as const;
const kernel = { kernelInitializer: 'zeros' } as const;

const models: readonly ModelCase[] = [
  {
    name: 'dense',
    input: [4, 3],
    layers: () => [
      layers.dense({ units: 5, activation: 'tanh', ...kernel }),
      layers.dense({ units: 2, activation: 'softmax', ...kernel }),
    ],
  },
  {
    name: 'simpleRNN',
    input: [3, 4, 2],
    layers: () => [layers.simpleRNN({ units: 3, ...zeros })],
  },
  {
    name: 'LSTM',
    input: [3, 4, 2],
    layers: () => [layers.lstm({ units: 3, ...zeros })],
  },
  {
    name: 'GRU, with sequences',
    input: [3, 4, 2],
    layers: () => [layers.gru({ units: 3, returnSequences: true, ...zeros })],
  },
  {
    name: 'conv1d and pooling',
    input: [2, 8, 2],
    layers: () => [
      layers.conv1d({ filters: 3, kernelSize: 3, activation: 'relu', ...kernel }),
      layers.maxPooling1d({ poolSize: 2 }),
      layers.globalAveragePooling1d({}),
    ],
  },
  {
    name: 'conv2d and pooling',
    input: [2, 6, 6, 2],
    layers: () => [
      layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'elu', ...kernel }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.averagePooling2d({ poolSize: 3 }),
      layers.flatten(),
    ],
  },
  {
    name: 'depthwiseConv2d',
    input: [1, 5, 5, 2],
    layers: () => [
      layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, depthwiseInitializer: 'zeros' }),
    ],
  },
  {
    name: 'batchNormalization',
    input: [6, 3],
    layers: () => [layers.batchNormalization({})],
  },
  {
    name: 'layerNormalization',
    input: [3, 4],
    layers: () => [layers.layerNormalization({})],
  },
  {
    name: 'embedding',
    input: [3, 4],
    vocabulary: 6,
    layers: () => [
      layers.embedding({ inputDim: 6, outputDim: 2, embeddingsInitializer: 'zeros' }),
      layers.flatten(),
      layers.dense({ units: 2, activation: 'sigmoid', ...kernel }),
    ],
  },
];

/** A sequence without pattern in [-1, 1). */
function noise(size: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Loss and gradients by tf.variableGrads, the weights given from outside; training, so that batch statistics count. */
function step(
  made: readonly tf.layers.Layer[],
  shapes: readonly Shape[],
  inputs: Readonly<Record<string, tf.Tensor>>,
): Record<string, tf.Tensor> {
  const weights = shapes.map((_, at) => inputs[`w${at}`]!);
  let next = 0;
  const run = () => {
    let x = inputs.x!;
    for (const layer of made) x = layer.apply(x, { training: true }) as tf.Tensor;
    return tf.mean(tf.mul(x, tf.sin(x))) as tf.Scalar;
  };
  // The first call builds the layers; only then do they have weights to set.
  run();
  for (const layer of made) {
    const count = layer.trainableWeights.length;
    const frozen = layer.nonTrainableWeights.map((weight) => weight.read());
    if (count > 0) layer.setWeights([...weights.slice(next, next + count), ...frozen]);
    next += count;
  }
  const variables = made.flatMap((layer) =>
    layer.trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
  const { value, grads } = tf.variableGrads(run, variables);
  return {
    loss: value,
    ...Object.fromEntries(variables.map(({ name }, at) => [`gradient${at}`, grads[name]!])),
  };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('a model of tfjs-layers, traced with its gradients, computes what it computes eagerly:', () => {
  it.each(models.map((model) => [model.name, model] as const))('%s', async (_, model) => {
    const probe = model.layers();
    let shape: tf.Shape = [...model.input];
    const shapes: Shape[] = [];
    for (const layer of probe) {
      layer.build(shape);
      shape = layer.computeOutputShape(shape) as tf.Shape;
      for (const weight of layer.trainableWeights) shapes.push(weight.shape as number[]);
    }
    const specs = { x: model.input, ...Object.fromEntries(shapes.map((s, at) => [`w${at}`, s])) };
    const values = Object.fromEntries(
      Object.entries(specs).map(([name, s], at) => {
        const drawn = noise(
          s.reduce((a, b) => a * b, 1),
          at + 1,
        );
        const whole = name === 'x' ? model.vocabulary : undefined;
        return [name, whole ? drawn.map((v) => Math.floor(((v + 1) / 2) * whole)) : drawn];
      }),
    );

    const graph = trace({
      inputs: Object.fromEntries(
        Object.entries(specs).map(([name, s]) => [name, { shape: s, dtype: 'float' as const }]),
      ),
      run: (inputs) => step(model.layers(), shapes, inputs),
    });
    verify(graph);
    const simple = simplify(graph, { precision: 'float32' });
    const got = evaluate(simple, values, { precision: 'float32' });

    const eager = step(
      model.layers(),
      shapes,
      Object.fromEntries(
        Object.entries(specs).map(([name, s]) => [name, tf.tensor(values[name]!, [...s])]),
      ),
    );
    expect(Object.keys(got)).toEqual(Object.keys(eager));
    expect(Object.keys(got).length).toBe(shapes.length + 1);
    for (const [name, tensor] of Object.entries(eager)) {
      const wanted = await tensor.data();
      expect(wanted.some((value) => Math.abs(value) > 1e-4)).toBe(true);
      got[name]!.forEach((value, at) => {
        expect(value).toBeCloseTo(wanted[at]!, 5);
      });
    }
  });
});
