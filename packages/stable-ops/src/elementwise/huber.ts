/**
 * Losses of a residual that are quadratic near 0 and linear far from it.
 *
 * - `huber(x, delta)` = m (|x| - m / 2) with m = min(|x|, delta). The naive form chooses between
 *   x^2 / 2 and delta (|x| - delta / 2): the square overflows at 1.8e19, and through the mask of
 *   `tf.where` its gradient Infinity * 0 is NaN.
 * - `pseudoHuber(x, delta)` = delta^2 (sqrt(1 + (x / delta)^2) - 1). Below |x| = 3e-4 delta it
 *   is 0 in the naive form, where it should be x^2 / 2; from 1.8e19 delta on it is Infinity. Here
 *   it is |x| * delta t / (1 + hypot(1, t)) with t = |x| / delta, which neither cancels nor overflows.
 *
 * Source: P. Huber, "Robust estimation of a location parameter", 1964; the second by
 * (a - b)(a + b) = a^2 - b^2; scipy.special.pseudo_huber.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';
import { unary } from '../internal/custom.js';
import { clip } from './clip.js';
import { direction, hypot } from './hypot.js';

/**
 * x^2 / 2 up to |x| = delta, delta (|x| - delta / 2) beyond; gradient x limited to -delta..delta.
 *
 * @throws StableOpsError where delta is not positive and finite.
 */
export function huber<T extends Tensor>(x: T | TensorLike, delta = 1): T {
  assertDelta(delta, 'huber');
  return unary(
    'huber',
    (input) => {
      const size = tf.abs(input);
      const near = tf.where(tf.greater(size, delta), tf.fill(size.shape, delta), size);
      return tf.mul(near, tf.sub(size, tf.mul(near, 0.5)));
    },
    (input) => clip(input, -delta, delta),
  )(x);
}

/**
 * delta^2 (sqrt(1 + (x / delta)^2) - 1); gradient x / sqrt(1 + (x / delta)^2), ±delta at ±Infinity.
 *
 * @throws StableOpsError where delta is not positive and finite.
 */
export function pseudoHuber<T extends Tensor>(x: T | TensorLike, delta = 1): T {
  assertDelta(delta, 'pseudoHuber');
  return unary(
    'pseudoHuber',
    (input) => {
      const size = tf.abs(input);
      const t = tf.div(size, delta);
      const fraction = tf.div(t, tf.add(hypot(t, 1), 1));
      const value = tf.mul(size, tf.mul(fraction, delta));
      return tf.where(tf.equal(size, Infinity), size, value);
    },
    (input) => tf.mul(direction(tf.div(input, delta), tf.scalar(1)), delta),
  )(x);
}

function assertDelta(delta: number, operation: string): void {
  if (delta > 0 && delta < Infinity) return;
  throw new StableOpsError(
    operation,
    'delta',
    'must be positive and finite',
    String(delta),
    'pass the residual at which the loss turns linear, for example 1',
  );
}
