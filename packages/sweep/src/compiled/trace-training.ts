/** A scenario's training as the graphs that @brink/compiler takes; the names of ports are its contract. */
import { trace, type Graph, type TensorSpec } from '@brink/graph';
import type { TrainingSpec } from '@brink/compiler';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import {
  createTraining,
  type NamedTensors,
  type Scenario,
  type TrainingFunctions,
} from '@brink/scenarios';
import type { ProgramKey } from '../plan/plan.js';

type Tensors = Readonly<Record<string, Tensor>>;
type Specs = Readonly<Record<string, TensorSpec>>;

/** What a program is made for, beside its variant and structural values. */
export interface TrainingOptions {
  readonly seed: number;
  readonly steps: number;
  readonly precision: 'float32' | 'float64';
}

/**
 * Traces the setup and one step of a training, and the recorded loss where that is another.
 * `compileTraining` simplifies the graphs.
 * @throws TraceError where the code cannot be traced, with the line and the repair
 */
export function traceTraining(
  scenario: Scenario,
  { variant, structural }: ProgramKey,
  { seed, steps, precision }: TrainingOptions,
): TrainingSpec {
  const training = createTraining(scenario, variant, { structural, seed });
  const axes = Object.keys(scenario.axes).filter((name) => scenario.axes[name]!.kind === 'numeric');
  const axisSpecs = prefixed('axis', Object.fromEntries(axes.map((name) => [name, scalarSpec])));
  const init = trace({
    phase: 'init',
    inputs: axisSpecs,
    run: (given) => {
      const { params, slots, data } = training.init(scalars(given));
      return {
        ...prefixed('param', params),
        ...prefixed('slot', slots),
        ...prefixed('data', data),
      };
    },
  });
  const state = { ...outputSpecs(init, 'param'), ...outputSpecs(init, 'slot') };
  const batches = batchesOf(training, steps);
  const step = trace({
    inputs: {
      ...axisSpecs,
      step: scalarSpec,
      ...state,
      ...renamed(outputSpecs(init, 'data'), 'data', 'batch', batches),
    },
    run: (given, mark) => {
      const result = training.step(
        {
          axes: scalars(given),
          step: given.step as Scalar,
          params: chosen(given, 'param'),
          slots: chosen(given, 'slot'),
          batch: chosen(given, 'batch'),
        },
        mark,
      );
      return {
        loss: result.loss,
        ...prefixed('gradient', result.gradients),
        ...prefixed('param', result.params),
        ...prefixed('slot', result.slots),
      };
    },
  });
  const { record } = training;
  return {
    graphs: {
      init,
      step,
      ...(record !== undefined && {
        record: trace({
          inputs: { ...axisSpecs, step: scalarSpec, ...state, ...outputSpecs(init, 'data') },
          run: (given) => ({
            loss: record({
              axes: scalars(given),
              step: given.step as Scalar,
              params: chosen(given, 'param'),
              data: chosen(given, 'data'),
            }),
          }),
        }),
      }),
    },
    axes,
    precision,
    steps,
    batches,
  };
}

const scalarSpec: TensorSpec = { shape: [], dtype: 'float' };

function batchesOf(training: TrainingFunctions, steps: number): TrainingSpec['batches'] {
  const first = training.batchRows(0);
  if (first === null) return { kind: 'full' };
  const rows = new Int32Array(steps * first.length);
  for (let step = 0; step < steps; step++) rows.set(training.batchRows(step)!, step * first.length);
  return { kind: 'minibatch', size: first.length, rows };
}

/** The shapes of a graph's outputs with this prefix, by their whole names. */
function outputSpecs(graph: Graph, prefix: string): Specs {
  return Object.fromEntries(
    graph.outputs
      .filter(({ name }) => name.startsWith(`${prefix}:`))
      .map(({ name, node }) => {
        const { shape, dtype } = graph.nodes[node]!;
        return [name, { shape, dtype }];
      }),
  );
}

/** The data as a step sees it: under the other prefix, and of a minibatch's rows. */
function renamed(specs: Specs, from: string, to: string, batches: TrainingSpec['batches']): Specs {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { shape, dtype }]) => [
      to + name.slice(from.length),
      {
        shape: batches.kind === 'full' ? shape : [batches.size, ...shape.slice(1)],
        dtype,
      },
    ]),
  );
}

function prefixed<T>(
  prefix: string,
  values: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}:${name}`, value]),
  );
}

/** The tensors with this prefix, without it. */
function chosen(tensors: Tensors, prefix: string): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(`${prefix}:`))
      .map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]),
  );
}

function scalars(tensors: Tensors): Readonly<Record<string, Scalar>> {
  return chosen(tensors, 'axis') as Readonly<Record<string, Scalar>>;
}
