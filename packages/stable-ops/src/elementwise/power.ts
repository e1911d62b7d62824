/**
 * safePow(base, exponent) = base^exponent wherever that is a finite real number or overflows.
 *
 * `tf.pow` is NaN for a negative base with a fractional exponent; its gradient in the base,
 * exponent * base^(exponent - 1), is Infinity at base 0 for exponents below 1 and 0 * Infinity =
 * NaN for exponent 0; its gradient in the exponent takes log(base), -Infinity at base 0. On the
 * cpu backend 1^Infinity is NaN.
 *
 * Conventions: a negative base with a fractional exponent counts as base 0; 0 to a negative power
 * is 0; at a base <= 0 the gradient in the exponent is 0.
 *
 * Source: d/db b^e = e b^(e-1), d/de b^e = b^e log(b); IEEE 754-2019, section 9.2.1 (pow).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { binary, differentiable, type Binary } from '../internal/custom.js';
import { isNaN, keepNaN } from '../internal/select.js';
import { divideNoNan } from './divide.js';

/** base^exponent by the conventions above; the arguments broadcast, as those of `tf.pow`. */
export const safePow: Binary = binary(
  'safePow',
  ['base', 'exp'],
  (base, exponent) => {
    const power = tf.pow(base, exponent);
    const [b, e] = [tf.broadcastTo(base, power.shape), tf.broadcastTo(exponent, power.shape)];
    const zeroBase = tf.logicalOr(
      tf.equal(b, 0),
      tf.logicalAnd(tf.less(b, 0), tf.notEqual(tf.floor(e), e)),
    );
    const atZero = tf.where(tf.equal(e, 0), tf.onesLike(e), tf.zerosLike(e));
    const finite = tf.where(zeroBase, atZero, power);
    const one = tf.where(tf.equal(b, 1), tf.onesLike(b), finite);
    return tf.where(tf.logicalOr(isNaN(b), isNaN(e)), tf.fill(power.shape, NaN), one);
  },
  (base, exponent, dy) => [
    tf.mul(dy, tf.mul(exponent, safePow(base, tf.sub(exponent, 1)))),
    tf.mul(dy, tf.mul(safePow(base, exponent), logOfPositive(base))),
  ],
);

/** log(x) for x > 0, and 0 with gradient 0 for x <= 0. */
const logOfPositive: (x: Tensor) => Tensor = differentiable(
  (x) => tf.where(tf.greater(x, 0), tf.log(x), keepNaN(x)),
  (x) => divideNoNan(tf.cast(tf.greater(x, 0), 'float32'), x),
);
