/**
 * logAddExp(a, b) = log(exp(a) + exp(b)) and logSubExp(a, b) = log(exp(a) - exp(b)), for logarithms
 * of numbers too large or small to be written down.
 *
 * exp overflows at 88.8 and vanishes below -104: the naive forms are Infinity, -Infinity or
 * Infinity - Infinity = NaN, with NaN gradients. Here the larger is taken out:
 * max(a, b) + log1p(exp(-|a - b|)), and a + log1mexp(a - b).
 *
 * Conventions: two equal infinities differ by 0; two -Infinity add up to -Infinity with gradient 0;
 * logSubExp is -Infinity at a = b, where its gradients are ±Infinity, and NaN for a < b.
 *
 * Source: numpy `logaddexp`; M. Mächler, "Accurately computing log(1 - exp(-|a|))", 2012.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { log1mexp, log1mexpSlope } from '../elementwise/log1mexp.js';
import { sigmoid } from '../elementwise/sigmoid.js';
import { softplusExcess } from '../elementwise/softplus.js';
import { binary, differentiableBinary, type Binary } from '../internal/custom.js';

/** a - b, and 0 where they are equal, also at Infinity. */
const difference: (a: Tensor, b: Tensor) => Tensor = differentiableBinary(
  (a, b) => {
    const result = tf.sub(a, b);
    return tf.where(tf.equal(a, b), tf.zerosLike(result), result);
  },
  (_a, _b, dy) => [dy, tf.neg(dy)],
);

/** The share of exp(a) in exp(a) + exp(b); 0 where both are 0. */
const share: (a: Tensor, b: Tensor) => Tensor = differentiableBinary(
  (a, b) => {
    const result = sigmoid(difference(a, b));
    const neither = tf.logicalAnd(tf.equal(a, -Infinity), tf.equal(b, -Infinity));
    return tf.where(neither, tf.zerosLike(result), result);
  },
  (a, b, dy) => {
    const slope = tf.mul(dy, tf.mul(share(a, b), share(b, a)));
    return [slope, tf.neg(slope)];
  },
);

/** log(exp(a) + exp(b)); the gradients are the shares of each. The arguments broadcast. */
export const logAddExp: Binary = binary(
  'logAddExp',
  ['a', 'b'],
  (a, b) => tf.add(tf.maximum(a, b), softplusExcess(difference(a, b))),
  (a, b, dy) => [tf.mul(dy, share(a, b)), tf.mul(dy, share(b, a))],
);

/** log(exp(a) - exp(b)) for a >= b. The arguments broadcast. */
export const logSubExp: Binary = binary(
  'logSubExp',
  ['a', 'b'],
  (a, b) => tf.add(a, log1mexp(difference(a, b))),
  (a, b, dy) => {
    // 1 / (1 - exp(-d)) is 1 more than exp(-d) / (1 - exp(-d)).
    const below = log1mexpSlope(difference(a, b));
    return [tf.mul(dy, tf.add(below, 1)), tf.neg(tf.mul(dy, below))];
  },
);
