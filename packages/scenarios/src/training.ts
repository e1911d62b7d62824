/**
 * A training as pure functions of tensors: the one step that runs eagerly, is traced and is
 * searched for the first bad value. Nothing here reads a value or keeps state between steps; each
 * call leaves only the tensors that it returns.
 */
import {
  gather,
  scalar,
  tensor1d,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { createBatchRows } from './batches.js';
import { clipped } from './clipping.js';
import { ScenarioError } from './errors.js';
import { numericOf, point, structuralOf } from './point.js';
import { createRandom } from './random/random.js';
import type { Axes, AxisPoint, AxisValues, NamedTensors, Scenario, Training } from './scenario.js';
import { initialSlots, updated } from './updates.js';

/** The numeric axes of a cell, by name. */
export type AxisScalars = Readonly<Record<string, Scalar>>;

/** The parts of a step in their order; `onPhase` is told when each begins. */
export type TrainingPhase = 'forward' | 'backward' | 'optimizer';

export interface TrainingState {
  readonly params: NamedTensors;
  /** The optimizer's state: `w/m`, `w/momentum`, ... */
  readonly slots: NamedTensors;
  readonly data: NamedTensors;
}

export interface StepArguments {
  readonly axes: AxisScalars;
  /** 0 at the first step. */
  readonly step: Scalar;
  readonly params: NamedTensors;
  readonly slots: NamedTensors;
  /** The data, or the step's rows of it. */
  readonly batch: NamedTensors;
}

export interface StepResult {
  /** Before the update. */
  readonly loss: Scalar;
  /** Before clipping: where a bad value appears first. */
  readonly gradients: NamedTensors;
  readonly params: NamedTensors;
  readonly slots: NamedTensors;
}

export interface RecordArguments {
  readonly axes: AxisScalars;
  readonly step: Scalar;
  readonly params: NamedTensors;
  readonly data: NamedTensors;
}

export interface TrainingFunctions {
  /** The parameters, the optimizer's state and the data before the first step. */
  init(axes: AxisScalars): TrainingState;
  step(given: StepArguments, onPhase?: (phase: TrainingPhase) => void): StepResult;
  /** The loss to record, where that is not the step's own: on all data, before the update. */
  record?(given: RecordArguments): Scalar;
  /** The rows that a step sees, the same for every cell; null where it sees all. */
  batchRows(step: number): Int32Array | null;
}

/**
 * @param structural a value for each structural axis; those not given take their default
 * @throws ScenarioError for an unknown variant, axis or value
 */
export function createTraining(
  scenario: Scenario,
  variant: string,
  bound: { readonly structural: AxisPoint; readonly seed: number },
): TrainingFunctions {
  const training = trainingOf(scenario, variant);
  const defaults = point(scenario, bound.structural);
  const structural = structuralOf(scenario, defaults);
  const valuesOf = (axes: AxisScalars): AxisValues<Axes> => ({ ...axes, ...structural });

  const init = (axes: AxisScalars): TrainingState =>
    tidy(() => {
      const at = { axes: valuesOf(axes), step: scalar(0) };
      const { params, data } = training.setup({ axes: at.axes, rng: createRandom(bound.seed) });
      checkProblem(scenario, training, params, data);
      return { params, slots: initialSlots(training.optimizer, params, at), data } as never;
    });

  const { batches } = training;
  let rowsOf: ((step: number) => Int32Array) | null = null;
  const batchRows = (step: number): Int32Array | null => {
    if (batches.kind === 'full') return null;
    rowsOf ??= createBatchRows(
      batches,
      countSamples(() => init(scalarsOf(numericOf(scenario, defaults)))),
      bound.seed,
    );
    return rowsOf(step);
  };

  const recordsData = training.recordedLoss === 'data' && batches.kind !== 'full';
  return {
    init,
    step: (given, onPhase = () => undefined) =>
      tidy(() => stepOf(scenario.name, training, valuesOf(given.axes), given, onPhase) as never),
    batchRows,
    ...(recordsData && {
      record: ({ axes, params, data }: RecordArguments) =>
        tidy(() => training.loss({ params, batch: data, axes: valuesOf(axes) })),
    }),
  };
}

/** The given rows of every data tensor: what a step of minibatches sees. */
export function takeRows(data: NamedTensors, rows: Int32Array): NamedTensors {
  return tidy(() => {
    const indices = tensor1d(rows, 'int32');
    return Object.fromEntries(
      Object.entries(data).map(([name, each]) => [name, gather(each, indices)]),
    );
  });
}

function stepOf(
  name: string,
  training: Training<Axes, NamedTensors, NamedTensors>,
  axes: AxisValues<Axes>,
  given: StepArguments,
  onPhase: (phase: TrainingPhase) => void,
): StepResult {
  const at = { axes, step: given.step };
  const names = Object.keys(given.params);
  const lossOf = (...values: Tensor[]): Scalar => {
    const params = Object.fromEntries(names.map((each, index) => [each, values[index]!]));
    const loss = training.loss({ params, batch: given.batch, axes });
    onPhase('backward');
    return loss;
  };
  onPhase('forward');
  const { value: loss, grads } = differentiated(name, lossOf, Object.values(given.params));
  const gradients = Object.fromEntries(names.map((each, index) => [each, grads[index]!]));
  onPhase('optimizer');
  const { optimizer } = training;
  const applied = optimizer.clip ? clipped(gradients, optimizer.clip, at) : gradients;
  const next = updated(optimizer, applied, { params: given.params, slots: given.slots }, at);
  return { loss, gradients, ...next };
}

/** tf.valueAndGrads, with its two refusals said in our words. */
function differentiated(
  name: string,
  lossOf: (...values: Tensor[]) => Scalar,
  params: Tensor[],
): { readonly value: Scalar; readonly grads: Tensor[] } {
  try {
    return valueAndGrads(lossOf)(params) as { value: Scalar; grads: Tensor[] };
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Cannot compute gradient of y=f(x)'))
      throw new ScenarioError(
        name,
        'loss',
        'must depend on every parameter',
        'a gradient that is missing',
        'use each tensor of `params`, or do not return it from setup',
      );
    if (error instanceof Error && error.message.includes('gradient function not found'))
      throw new ScenarioError(
        name,
        'loss',
        'needs the gradients of tfjs, which tfjs-core alone does not bring',
        error.message,
        "import '@tensorflow/tfjs' (or tfjs-node) before the training runs",
      );
    throw error;
  }
}

function trainingOf(
  scenario: Scenario,
  variant: string,
): Training<Axes, NamedTensors, NamedTensors> {
  const training = scenario.trainings[variant];
  if (training !== undefined && Object.hasOwn(scenario.trainings, variant)) return training;
  throw new ScenarioError(
    scenario.name,
    'variant',
    'is not a variant of it',
    variant,
    `take one of ${Object.keys(scenario.trainings).join(', ')}`,
  );
}

const tensorName = /^[A-Za-z][A-Za-z0-9_]*$/;

function checkProblem(
  scenario: Scenario,
  training: Training<Axes, NamedTensors, NamedTensors>,
  params: NamedTensors,
  data: NamedTensors,
): void {
  for (const name of [...Object.keys(params), ...Object.keys(data)])
    if (!tensorName.test(name))
      throw new ScenarioError(
        scenario.name,
        'setup',
        'must name its tensors like variables',
        name,
        'use letters, digits and _',
      );
  for (const [name, value] of Object.entries(params))
    if (value.dtype !== 'float32')
      throw new ScenarioError(
        scenario.name,
        `setup.params.${name}`,
        'must be of dtype float32',
        value.dtype,
        'cast it, or return it in data',
      );
  if (training.batches.kind === 'minibatch') {
    const samples = sampleCount(scenario.name, data);
    if (!training.batches.replacement && training.batches.size > samples)
      throw new ScenarioError(
        scenario.name,
        'batches.size',
        `must be at most the ${samples} samples, drawn without replacement`,
        training.batches.size,
        'make it smaller, or draw with replacement',
      );
  }
}

function sampleCount(scenario: string, data: NamedTensors): number {
  const counts = Object.entries(data).map(([name, each]) => ({ name, count: each.shape[0] }));
  const first = counts[0]?.count;
  const odd = counts.find(({ count }) => count === undefined || count !== first);
  if (first === undefined || odd !== undefined)
    throw new ScenarioError(
      scenario,
      odd ? `setup.data.${odd.name}` : 'setup.data',
      'must have the samples along its first dimension, as many in every tensor',
      odd?.count,
      'put what is not per sample into params, or use the full batch',
    );
  return first;
}

function countSamples(init: () => TrainingState): number {
  let count = 0;
  tidy(() => {
    count = Object.values(init().data)[0]!.shape[0]!;
  });
  return count;
}

function scalarsOf(numeric: Readonly<Record<string, number>>): AxisScalars {
  return Object.fromEntries(Object.entries(numeric).map(([name, value]) => [name, scalar(value)]));
}
