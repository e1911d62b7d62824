/** A hyperparameter at a step, and the arithmetic that works alike on a number and on a scalar. */
import { neg, sub, type Scalar } from '@tensorflow/tfjs-core';
import type { Axes, AxisValues, Hyperparameter } from './scenario.js';

/** Where a hyperparameter is looked up. */
export interface Moment {
  readonly axes: AxisValues<Axes>;
  readonly step: Scalar;
}

/**
 * A number stays a JavaScript number, so that 1 - beta is rounded once, as tf.train does it; an
 * axis or a rule is a scalar, rounded after each operation.
 */
export function valueOf(hyperparameter: Hyperparameter<Axes>, at: Moment): number | Scalar {
  if (typeof hyperparameter === 'number') return hyperparameter;
  if (typeof hyperparameter === 'function') return hyperparameter(at.axes, at.step);
  return at.axes[hyperparameter] as Scalar;
}

/** 1 - value */
export function complementOf(value: number | Scalar): number | Scalar {
  return typeof value === 'number' ? 1 - value : sub<Scalar>(1, value);
}

export function negated(value: number | Scalar): number | Scalar {
  return typeof value === 'number' ? -value : neg(value);
}
