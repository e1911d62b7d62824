/**
 * Roots with a finite gradient at 0.
 *
 * - `safeSqrt(x)` is sqrt(max(x, 0)). The gradient of sqrt at 0 is Infinity, and meets a zero of
 *   the chain rule as Infinity * 0 = NaN (standard deviation of a constant, distance of a point
 *   to itself); sqrt(-1e-9), a rounding error, is NaN.
 * - `cbrt(x)` is the real cube root. `tf.pow(x, 1/3)` is NaN for negative x, 15 units in the last
 *   place off for large x (1/3 is not a float32), and its gradient at 0 is Infinity.
 *   One step of Newton's method makes up for the exponent.
 *
 * Convention: at 0, where the slope is infinite, the gradient is 0.
 *
 * Source: Newton's method for r^3 = x; the masked gradient is the "double where" of the JAX
 * documentation, here stated as the derivative.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { differentiable, unary } from '../internal/custom.js';
import { keepNaN } from '../internal/select.js';
import { divideNoNan } from './divide.js';

/** sqrt(x) for x > 0, 0 for x <= 0; gradient 1 / (2 sqrt(x)) for x > 0, 0 for x <= 0. */
export const safeSqrt = unary(
  'safeSqrt',
  (x) => tf.sqrt(tf.where(tf.less(x, 0), tf.zerosLike(x), x)),
  (x) => safeSqrtSlope(x),
);

const safeSqrtSlope: (x: Tensor) => Tensor = differentiable(
  (x) => tf.where(tf.greater(x, 0), tf.div(0.5, tf.sqrt(x)), keepNaN(x)),
  (x) => tf.mul(divideNoNan(safeSqrtSlope(x), x), -0.5),
);

/** The real cube root; gradient 1 / (3 cbrt(x)^2), and 0 at 0. */
export const cbrt = unary('cbrt', cubeRoot, (x) => cbrtSlope(x));

const cbrtSlope: (x: Tensor) => Tensor = differentiable(
  (x) => {
    const inverse = tf.div(1, cubeRoot(x));
    const slope = tf.div(tf.square(inverse), 3);
    return tf.where(tf.equal(x, 0), tf.zerosLike(x), slope);
  },
  (x) => tf.mul(divideNoNan(cbrtSlope(x), x), -2 / 3),
);

function cubeRoot(x: Tensor): Tensor {
  const size = tf.abs(x);
  const estimate = tf.pow(size, 1 / 3);
  // r - (r - size / r^2) / 3; at 0 and Infinity it would be 0/0 and Infinity/Infinity.
  const excess = tf.sub(estimate, tf.div(size, tf.square(estimate)));
  const newton = tf.sub(estimate, tf.div(excess, 3));
  const ordinary = tf.logicalAnd(tf.greater(size, 0), tf.less(size, Infinity));
  const root = tf.where(ordinary, newton, size);
  return tf.where(tf.less(x, 0), tf.neg(root), root);
}
