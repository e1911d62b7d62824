/** One cell in plain tfjs, on whatever backend is current: the reference that compiled cells are checked against. */
import { dispose, scalar, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import {
  takeRows,
  type StepResult,
  type TrainingFunctions,
  type TrainingState,
} from '@brink/scenarios';
import type { History } from './cell.js';

type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Somebody who looks on, the training rules for example: `begin`, `forward`, then `end` or `abandon`, once
 * each a step. The tensors stay the training's.
 */
export interface StepObserver {
  /** @param params the parameters before the update, by name */
  readonly begin: (params: () => Tensors) => void;
  /** Runs the step. */
  readonly forward: <T>(run: () => T) => T;
  /**
   * All was finite.
   *
   * @param loss what is minimised, also where the scenario records another
   * @param params the parameters after the update
   */
  readonly end: (loss: Scalar, gradients: Tensors, params: () => Tensors) => void;
  /** Something was not finite. */
  readonly abandon: () => void;
}

export interface EagerRun {
  /** The most steps; a cell stops at its first non-finite value. */
  readonly steps: number;
  /** Called before each step: a worker's sign of life. A promise is awaited. */
  readonly heartbeat?: (step: number) => void | Promise<void>;
  /** Looks on at each step. */
  readonly observer?: StepObserver;
}

/**
 * Trains one cell from its beginning. No tensor is left behind, also where the training throws.
 * @param axes the numeric axes by name; structural ones are bound in the training
 * @returns see outcome.ts for what is looked at in which order
 */
export async function runEagerly(
  training: TrainingFunctions,
  axes: Readonly<Record<string, number>>,
  { steps, heartbeat, observer }: EagerRun,
): Promise<History> {
  const losses: number[] = [];
  const scalars = Object.fromEntries(
    Object.entries(axes).map(([name, value]) => [name, scalar(value, 'float32')]),
  );
  let state: TrainingState | null = null;
  try {
    state = training.init(scalars);
    for (let step = 0; step < steps; step++) {
      const beat = heartbeat?.(step);
      if (beat !== undefined) await beat;
      const { loss, bad, next } = oneStep(training, scalars, state, step, observer);
      losses.push(loss);
      state = next;
      if (bad !== null)
        return {
          losses: Float64Array.from(losses),
          firstBadStep: step,
          site: bad.site,
          badIsNaN: bad.isNaN,
        };
    }
    return { losses: Float64Array.from(losses), firstBadStep: -1, site: null, badIsNaN: false };
  } finally {
    dispose([Object.values(scalars), state === null ? [] : tensorsOf(state)].flat());
  }
}

/**
 * One step of a training, for whoever wants to look inside: trains up to it, then hands `look` the
 * step to run, once. At step 0 the step begins with the making of data and parameters.
 * @param axes the numeric axes by name
 * @returns what `look` returns; no tensor is left behind
 */
export async function lookAtStep<T>(
  training: TrainingFunctions,
  axes: Readonly<Record<string, number>>,
  index: number,
  look: (step: () => Readonly<Record<string, Tensor>>) => T | Promise<T>,
): Promise<T> {
  const scalars = Object.fromEntries(
    Object.entries(axes).map(([name, value]) => [name, scalar(value, 'float32')]),
  );
  const spent: Tensor[] = Object.values(scalars);
  try {
    let state: TrainingState | null = null;
    for (let step = 0; step < index; step++) {
      state ??= training.init(scalars);
      state = oneStep(training, scalars, state, step).next;
    }
    if (state !== null) spent.push(...tensorsOf(state));
    return await look(() => {
      const from = state ?? training.init(scalars);
      const step = scalar(index, 'float32');
      const rows = training.batchRows(index);
      const batch = rows === null ? from.data : takeRows(from.data, rows);
      spent.push(step, ...tensorsOf(from), ...Object.values(batch));
      const { params, slots, data } = from;
      const recorded = training.record?.({ axes: scalars, step, params, data });
      const result = training.step({ axes: scalars, step, params, slots, batch });
      const sites = { loss: recorded ?? result.loss, ...sitesIn(result) };
      spent.push(result.loss, ...Object.values(sites), ...Object.values(result.slots));
      return sites;
    });
  } finally {
    dispose(spent);
  }
}

const sitesIn = ({
  gradients,
  params,
}: Pick<StepResult, 'gradients' | 'params'>): Record<string, Tensor> =>
  Object.fromEntries([...sitesOf('gradient', gradients), ...sitesOf('parameter', params)]);

interface StepOutcome {
  readonly loss: number;
  readonly bad: { readonly site: string; readonly isNaN: boolean } | null;
  /** The state after the update; what of the old one is not in it has been disposed of. */
  readonly next: TrainingState;
}

function oneStep(
  training: TrainingFunctions,
  axes: Parameters<TrainingFunctions['init']>[0],
  state: TrainingState,
  index: number,
  observer?: StepObserver,
): StepOutcome {
  const step = scalar(index, 'float32');
  const rows = training.batchRows(index);
  const batch = rows === null ? state.data : takeRows(state.data, rows);
  const spent: Tensor[] = [step, ...(rows === null ? [] : Object.values(batch))];
  try {
    const recorded = training.record?.({ axes, step, params: state.params, data: state.data });
    if (recorded !== undefined) spent.push(recorded);
    const { params, slots } = state;
    observer?.begin(() => params);
    const run = () => training.step({ axes, step, params, slots, batch });
    const result = observer === undefined ? run() : observer.forward(run);
    spent.push(result.loss, ...Object.values(result.gradients), ...tensorsOf(state));
    const next = { params: result.params, slots: result.slots, data: state.data };
    const kept = new Set([...tensorsOf(next), ...Object.values(axes)]);
    const shown = recorded ?? result.loss;
    const bad = firstBad([
      ['loss', shown],
      ...sitesOf('gradient', result.gradients),
      ...sitesOf('parameter', result.params),
    ]);
    const loss = shown.dataSync()[0]!;
    if (bad === null) observer?.end(result.loss, result.gradients, () => result.params);
    else observer?.abandon();
    dispose(spent.filter((each) => !kept.has(each)));
    return { loss, bad, next };
  } catch (error) {
    // The state is still the caller's to dispose of.
    const kept = new Set(tensorsOf(state));
    dispose(spent.filter((each) => !kept.has(each)));
    throw error;
  }
}

function sitesOf(
  kind: 'gradient' | 'parameter',
  tensors: Readonly<Record<string, Tensor>>,
): (readonly [string, Tensor])[] {
  return Object.entries(tensors).map(([name, tensor]) => [`${kind}:${name}`, tensor]);
}

/** Read back and looked at in JavaScript: tfjs' own isNaN is missing or wrong on some backends. */
function firstBad(sites: readonly (readonly [string, Tensor])[]): StepOutcome['bad'] {
  for (const [site, tensor] of sites) {
    const values = tensor.dataSync();
    if (values.every(Number.isFinite)) continue;
    return { site, isNaN: values.some(Number.isNaN) };
  }
  return null;
}

function tensorsOf({ params, slots, data }: TrainingState): Tensor[] {
  return [params, slots, data].flatMap((tensors) => Object.values(tensors));
}
