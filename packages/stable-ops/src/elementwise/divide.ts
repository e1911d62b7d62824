/**
 * Divisions that stay finite.
 *
 * - `divideNoNan(a, b)` is a / b, and 0 where b is 0. Choosing with `tf.where(b = 0, 0, a / b)`,
 *   as `tf.divNoNan` does, is right in value only: `tf.grad` throws, since a comparison has no
 *   gradient, and with a mask in its place it is 0 * Infinity = NaN. Also, b^2 in the gradient of tfjs is 0 for |b| < 1e-23; here it is (a / b) / b.
 * - `safeDivide(a, b, epsilon)` is a / b exactly where |b| >= epsilon. Nearer to 0 the denominator
 *   is sign(b) (b^2 + epsilon^2) / (2 epsilon): epsilon is added, less and less of it, and nothing
 *   at |b| = epsilon, where value and slope join. The naive cure a / (b + epsilon) is 1e-3 off at
 *   b = 1e-5, epsilon = 1e-8, and divides by zero at b = -epsilon.
 *
 * Source: for the joined denominator, the C1 smoothing of |b| by a parabola (Huber's function).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';
import { binary, differentiable, type Binary } from '../internal/custom.js';
import { constant, keepNaN } from '../internal/select.js';
import { reciprocal } from './reciprocal.js';

/**
 * a / b, and 0 where b = 0, with gradient 0 there (NaN / 0 stays NaN).
 * The arguments broadcast as those of `tf.divNoNan`, which this replaces.
 */
export const divideNoNan: Binary = binary(
  'divideNoNan',
  ['a', 'b'],
  (a, b) => {
    const quotient = tf.div(a, b);
    const [top, bottom] = [tf.broadcastTo(a, quotient.shape), tf.broadcastTo(b, quotient.shape)];
    return tf.where(tf.equal(bottom, 0), keepNaN(top), quotient);
  },
  (a, b, dy) => [divideNoNan(dy, b), tf.neg(tf.mul(dy, divideNoNan(divideNoNan(a, b), b)))],
);

/**
 * a / b for |b| >= epsilon, finite for finite a everywhere: at b = 0 it is 2 a / epsilon, with
 * gradient 0 in b (the sign of -0 counts as +).
 *
 * @param epsilon Positive, in the units of b.
 * @throws StableOpsError where epsilon is not positive.
 */
export function safeDivide<T extends Tensor>(
  a: Tensor | TensorLike,
  b: Tensor | TensorLike,
  epsilon = 1e-8,
): T {
  if (!(epsilon > 0))
    throw new StableOpsError(
      'safeDivide',
      'epsilon',
      'must be positive',
      String(epsilon),
      'pass a small positive number, for example 1e-8',
    );
  return binary(
    'safeDivide',
    ['a', 'b'],
    (top, bottom) => tf.div(top, guarded(bottom, epsilon)),
    (top, bottom, dy) => {
      const inverse = reciprocal(guarded(bottom, epsilon));
      const slope = tf.mul(tf.mul(tf.mul(top, inverse), inverse), guardSlope(bottom, epsilon));
      return [tf.mul(dy, inverse), tf.neg(tf.mul(dy, slope))];
    },
  )<T>(a, b);
}

/** The denominator of `safeDivide`. */
function guarded(b: Tensor, epsilon: number): Tensor {
  return differentiable(
    (x) => {
      const t = tf.div(x, epsilon);
      const bowl = tf.mul(tf.add(tf.square(t), 1), epsilon / 2);
      const signed = tf.where(tf.less(x, 0), tf.neg(bowl), bowl);
      return tf.where(tf.less(tf.abs(x), epsilon), signed, x);
    },
    (x) => guardSlope(x, epsilon),
  )(b);
}

/** Its derivative: min(|b| / epsilon, 1). */
function guardSlope(b: Tensor, epsilon: number): Tensor {
  return differentiable(
    (x) => {
      const t = tf.div(tf.abs(x), epsilon);
      return tf.where(tf.greaterEqual(t, 1), tf.onesLike(t), t);
    },
    constant((x) => {
      const slope = tf.fill(x.shape, 1 / epsilon);
      const signed = tf.where(tf.less(x, 0), tf.neg(slope), slope);
      return tf.where(tf.less(tf.abs(x), epsilon), signed, keepNaN(x));
    }),
  )(b);
}
