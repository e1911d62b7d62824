/**
 * log1mexp(x) = log(1 - exp(-x)) for x >= 0: up to log 2 as log(-expm1(-x)), beyond as
 * log1p(-exp(-x)).
 *
 * The naive form is log(0) = -Infinity for x < 6e-8, where it should be log(x), with gradient
 * Infinity; and 0 beyond x = 17, where it should be -exp(-x).
 *
 * Source: M. Mächler, "Accurately computing log(1 - exp(-|a|))", 2012. The sign of the argument is
 * that of JAX's `log1mexp`.
 */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable, unary } from '../internal/custom.js';
import { log1pOf } from '../internal/log1p.js';

/**
 * log(1 - exp(-x)): -Infinity at 0, 0 at Infinity, NaN for x < 0. The gradient is
 * 1 / (exp(x) - 1): Infinity at 0, NaN below.
 */
export const log1mexp = unary(
  'log1mexp',
  (x) =>
    tf.where(
      tf.less(x, Math.LN2),
      tf.log(tf.neg(tf.expm1(tf.neg(x)))),
      log1pOf(tf.neg(tf.exp(tf.neg(x)))),
    ),
  (x) => log1mexpSlope(x),
);

/** exp(-x) / (1 - exp(-x)): unlike 1 / expm1(x) it reaches the subnormals. */
export const log1mexpSlope: (x: tf.Tensor) => tf.Tensor = differentiable(
  (x) => {
    const slope = tf.div(tf.exp(tf.neg(x)), tf.neg(tf.expm1(tf.neg(tf.abs(x)))));
    return tf.where(tf.less(x, 0), tf.fill(x.shape, NaN), slope);
  },
  (x) => {
    const slope = log1mexpSlope(x);
    return tf.neg(tf.add(slope, tf.mul(slope, slope)));
  },
);
