/** What the rules remember: the last observed steps, the first of all, and the losses. */
import type { Observation, SeenParameter } from './observation.js';

/** The losses of every step, not of observed ones alone; the middle of a long training is forgotten. */
interface Losses {
  readonly count: number;
  /** The first 100. */
  readonly first: readonly number[];
  /** The last 100. */
  readonly last: readonly number[];
}

export interface TrainingHistory {
  /** The last 20, oldest first; the newest is the step in question. */
  readonly observations: readonly Observation[];
  readonly first: Observation;
  /** How many steps have been observed. */
  readonly observed: number;
  readonly losses: Losses;
  /** True where the step after the newest observation was not finite. */
  readonly failed: boolean;
  /**
   * True where trainable weights that this optimizer does not train have been moved meanwhile: by the
   * other player of a GAN, or as a target network. The level of the loss is not its own then.
   */
  readonly shared: boolean;
}

export const kept = { losses: 100, observations: 20 } as const;

export const newest = ({ observations }: TrainingHistory): Observation => observations.at(-1)!;

/** The last n observations; fewer where there are not as many. */
export const latest = ({ observations }: TrainingHistory, n: number): readonly Observation[] =>
  observations.slice(-n);

/** How many losses are the first, or the last, tenth of all steps: at least one. */
export const tenthOf = ({ count }: Losses): number => Math.max(1, Math.floor(count / 10));

export const meanOf = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The variance, of a sample. */
export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1);
}

/** The share by which a loss must fall to have fallen: as for the outcome `converged` of a sweep. */
const improvement = 0.01;

/**
 * True where the loss is known and its mean of late (the last tenth of the steps, at least 1 and at
 * most 100) is not 1 % below the first, nor below the mean of the first tenth: the first batch may be
 * an easy one. A loss of 0 throughout leaves nothing to improve.
 */
export function unimproved({ losses, shared }: TrainingHistory): boolean {
  const [first] = losses.first;
  if (first === undefined || shared) return false;
  const window = tenthOf(losses);
  const early = Math.max(first, meanOf(losses.first.slice(0, window)));
  const late = meanOf(losses.last.slice(-window));
  return !(early === 0 && late === 0) && !(late < early - improvement * Math.abs(early));
}

/** Weights, not biases: where there are two or more dimensions a layer's scale can be told. */
export const weightsOf = ({ parameters }: Observation): readonly SeenParameter[] =>
  parameters.filter(({ rank, norm }) => rank >= 2 && norm > 0);

/**
 * How much of the loss a relative change of a weight moves at most: |g| |w|. Unlike the gradient it
 * is the same however a layer is scaled against the next.
 */
export const pullOf = ({ gradientNorm, norm }: SeenParameter): number => gradientNorm * norm;

/** What an update does to the loss to first order. */
export const firstOrderChangeOf = ({ parameters }: Observation): number =>
  Math.abs(parameters.reduce((sum, { slope }) => sum + slope, 0));
