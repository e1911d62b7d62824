/**
 * Logarithms for arguments that may reach 0.
 *
 * - `safeLog(x, floor)` is log(max(x, floor)), with gradient 1/x above the floor and 0 below.
 *   log(0) is -Infinity with gradient Infinity, and one such element makes a sum of losses and
 *   every parameter that it touches non-finite. `tf.log(tf.maximum(x, floor))` drops NaN on wasm.
 * - `entr(x)` is -x log(x), and 0 at 0, where the naive product is 0 * -Infinity = NaN.
 *
 * Source: scipy.special.entr; for the floor, the smallest normal number: 1/floor is finite.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';
import { differentiable, unary } from '../internal/custom.js';
import { keepNaN } from '../internal/select.js';

/** The smallest normal float32: 2^-126. */
const smallestNormal = 2 ** -126;

/**
 * log(max(x, floor)); the gradient is 1/x for x >= floor and 0 below. NaN stays NaN.
 *
 * @param floor Positive and normal; by default the smallest normal float32, whose log is -87.3.
 * @throws StableOpsError where the floor is not a positive normal float32.
 */
export function safeLog<T extends Tensor>(x: T | TensorLike, floor = smallestNormal): T {
  if (!(floor >= smallestNormal && floor < Infinity))
    throw new StableOpsError(
      'safeLog',
      'floor',
      'must be positive, finite and at least 2^-126',
      String(floor),
      'pass for example 1e-7, or leave it out',
    );
  return unary(
    'safeLog',
    (input) => tf.log(tf.where(tf.less(input, floor), tf.fill(input.shape, floor), input)),
    (input) => inverseAbove(floor)(input),
  )(x);
}

/** 1/x for x >= floor and 0 below. */
function inverseAbove(floor: number): (x: Tensor) => Tensor {
  const inverse: (x: Tensor) => Tensor = differentiable(
    (x) => tf.where(tf.less(x, floor), tf.zerosLike(x), tf.div(1, x)),
    (x) => tf.neg(tf.mul(inverse(x), inverse(x))),
  );
  return inverse;
}

/**
 * -x log(x) for x > 0, 0 at 0, -Infinity below. The gradient is -1 - log(x) for x > 0. At 0, where
 * it grows without bound, and below it is 0 by convention: a probability of 0 pulls at nothing.
 */
export const entr = unary(
  'entr',
  (x) => {
    const inside = tf.neg(tf.mul(x, tf.log(x)));
    const edge = tf.where(tf.less(x, 0), tf.fill(x.shape, -Infinity), keepNaN(x));
    return tf.where(tf.greater(x, 0), inside, edge);
  },
  (x) => entrSlope(x),
);

const entrSlope = differentiable(
  (x) => tf.where(tf.greater(x, 0), tf.sub(-1, tf.log(x)), keepNaN(x)),
  (x) => tf.neg(inversePositive(x)),
);

const inversePositive: (x: Tensor) => Tensor = differentiable(
  (x) => tf.where(tf.greater(x, 0), tf.div(1, x), keepNaN(x)),
  (x) => tf.neg(tf.mul(inversePositive(x), inversePositive(x))),
);
