/**
 * xlogy(x, y) = x log(y) and xlog1py(x, y) = x log(1 + y), with 0 log(0) = 0.
 *
 * The naive product is 0 * -Infinity = NaN at x = 0, y = 0, in value and in both gradients.
 *
 * Convention at x = 0: the value is 0 for every y but NaN; the gradient in y is 0; the gradient in
 * x is log(y) where that is finite and 0 where it is not (TensorFlow's is 0 for every y).
 *
 * Source: scipy.special.xlogy, TensorFlow `Xlogy`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { binary, differentiableBinary, type Binary } from '../internal/custom.js';
import { log1pOf } from '../internal/log1p.js';
import { keepNaN } from '../internal/select.js';

/** `quotient` or `product`, but 0 where x is 0 (NaN where y is). */
function zeroAtZero(x: Tensor, y: Tensor, result: Tensor): Tensor {
  const [factor, other] = [tf.broadcastTo(x, result.shape), tf.broadcastTo(y, result.shape)];
  return tf.where(tf.equal(factor, 0), keepNaN(other), result);
}

/** x / y with 0 / y = 0 for every y, and its gradients by the same rule. */
const divideNoZero: (x: Tensor, y: Tensor) => Tensor = differentiableBinary(
  (x, y) => zeroAtZero(x, y, tf.div(x, y)),
  (x, y, dy) => [divideNoZero(dy, y), tf.neg(divideNoZero(tf.mul(dy, divideNoZero(x, y)), y))],
);

/** log(y) as a factor beside x: 0 where x is 0 and log(y) is not finite. */
function factorOf(log: (y: Tensor) => Tensor, inverse: (y: Tensor) => Tensor) {
  return differentiableBinary(
    (x, y) => {
      const value = tf.add(log(y), tf.zerosLike(x));
      const zero = tf.equal(tf.broadcastTo(x, value.shape), 0);
      const finite = tf.less(tf.abs(value), Infinity);
      const other = tf.broadcastTo(y, value.shape);
      return tf.where(tf.logicalAnd(zero, tf.logicalNot(finite)), keepNaN(other), value);
    },
    (x, y, dy) => [tf.zerosLike(x), divideNoZero(dy, inverse(y))],
  );
}

const logFactor = factorOf(
  (y) => tf.log(y),
  (y) => y,
);
const log1pFactor = factorOf(log1pOf, (y) => tf.add(y, 1));

/** x log(y), and 0 where x = 0. The arguments broadcast. */
export const xlogy: Binary = binary(
  'xlogy',
  ['x', 'y'],
  (x, y) => zeroAtZero(x, y, tf.mul(x, tf.log(y))),
  (x, y, dy) => [tf.mul(dy, logFactor(x, y)), tf.mul(dy, divideNoZero(x, y))],
);

/** x log(1 + y), accurate for small y, and 0 where x = 0. The arguments broadcast. */
export const xlog1py: Binary = binary(
  'xlog1py',
  ['x', 'y'],
  (x, y) => zeroAtZero(x, y, tf.mul(x, log1pOf(y))),
  (x, y, dy) => [tf.mul(dy, log1pFactor(x, y)), tf.mul(dy, divideNoZero(x, tf.add(y, 1)))],
);
