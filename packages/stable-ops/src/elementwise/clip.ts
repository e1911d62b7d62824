/**
 * abs, clip and their constant slopes.
 *
 * - The gradient of `tf.abs` at 0 is -1 (tfjs uses step(x, -1)); ours is 0, the middle of the
 *   subgradients, so that a residual of exactly 0 pulls at nothing.
 * - `tf.clipByValue` turns NaN into a bound on wasm and hides it; ours keeps it. The gradient is
 *   1 from bound to bound, both included, and 0 outside.
 *
 * Source: the subgradient conventions of PyTorch (abs: 0 at 0; clamp: 1 at the bounds).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';
import { unary } from '../internal/custom.js';
import { constant, isNaN, signOf } from '../internal/select.js';

/** |x|, with gradient sign(x): 0 at 0. */
export const abs = unary('abs', tf.abs, signOf);

/**
 * x limited to clipValueMin..clipValueMax; NaN stays NaN, in value and gradient.
 *
 * @throws StableOpsError where the bounds are not numbers in rising order.
 */
export function clip<T extends Tensor>(
  x: T | TensorLike,
  clipValueMin: number,
  clipValueMax: number,
): T {
  for (const [name, bound] of Object.entries({ clipValueMin, clipValueMax }))
    if (typeof bound !== 'number' || Number.isNaN(bound))
      throw new StableOpsError(
        'clip',
        name,
        'must be a number',
        String(bound),
        'pass the bound, or ±Infinity for none',
      );
  if (clipValueMin > clipValueMax)
    throw new StableOpsError(
      'clip',
      'clipValueMin',
      'must not be above clipValueMax',
      `${String(clipValueMin)}..${String(clipValueMax)}`,
      'swap the bounds',
    );
  return unary(
    'clip',
    (input) => {
      const low = tf.fill(input.shape, clipValueMin);
      const high = tf.fill(input.shape, clipValueMax);
      const limited = tf.where(tf.greater(input, clipValueMax), high, input);
      return tf.where(tf.less(input, clipValueMin), low, limited);
    },
    constant((input) => {
      const outside = tf.logicalOr(tf.less(input, clipValueMin), tf.greater(input, clipValueMax));
      const slope = tf.where(outside, tf.zerosLike(input), tf.onesLike(input));
      return tf.where(isNaN(input), input, slope);
    }),
  )(x);
}

/** `clip` by the name of tfjs. */
export const clipByValue = clip;
