/** What the rules remember: the last observed steps, the first of all, and the losses. */
import { figure } from '../causes/rule.js';
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
  const window = Math.max(1, Math.floor(losses.count / 10));
  const early = Math.max(first, meanOf(losses.first.slice(0, window)));
  const late = meanOf(losses.last.slice(-window));
  return !(early === 0 && late === 0) && !(late < early - improvement * Math.abs(early));
}

/** The cure of weights that were thrown, whatever the rule that noticed. */
export interface Thrown {
  readonly cause: string;
  readonly evidence: string;
  readonly cure: string;
  readonly code: string;
}

/**
 * Where steps too long have thrown a weight beyond ten times its first size, and the loss beyond twice
 * its first, what is dead or saturated now is so for that reason: the depth or the data are innocent.
 */
export function thrownWeights(history: TrainingHistory): Thrown | null {
  const { first } = history;
  const now = newest(history);
  if (now.loss === null || first.loss === null || !(now.loss > 2 * Math.abs(first.loss)))
    return null;
  const grown = weightsOf(first).flatMap(({ name, norm }) => {
    const by = (now.parameters.find((one) => one.name === name)?.norm ?? NaN) / norm;
    return by > 10 ? [{ name, by }] : [];
  });
  const most = grown.toSorted((a, b) => b.by - a.by)[0];
  if (most === undefined) return null;
  return {
    cause: 'steps too long threw the weights to where units are dead or saturated',
    evidence: `the norm of ${most.name} is ${figure(most.by)} times the first, and the loss went from ${figure(first.loss)} to ${figure(now.loss)}`,
    cure: 'lower the learning rate, or clip the gradients; where the features or the target are large, standardise them',
    code: 'const optimizer = tf.train.adam(1e-3);',
  };
}

/** Weights, not biases: where there are two or more dimensions a layer's scale can be told. */
export const weightsOf = ({ parameters }: Observation): readonly SeenParameter[] =>
  parameters.filter(({ rank, norm }) => rank >= 2 && norm > 0);

/**
 * How much of the loss a relative change of a weight moves at most: |g| |w|. Unlike the gradient it
 * is the same however a layer is scaled against the next.
 */
export const pullOf = ({ gradientNorm, norm }: SeenParameter): number => gradientNorm * norm;
