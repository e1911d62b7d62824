/**
 * logit(p) = log(p / (1 - p)), the inverse of sigmoid.
 *
 * Near p = 1/2 the quotient is 1 + 4 (p - 1/2) and its logarithm has lost the digits of p - 1/2:
 * with s = 2p - 1, which is exact there, it is log1p(s) - log1p(-s). tfjs's gradient of the
 * quotient is (1/p + 1/(1-p)) by way of 1/(1-p)^2, which is NaN at p = 1.
 *
 * Source: Boost.Math and scipy.special.logit (the middle range).
 */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable, unary } from '../internal/custom.js';
import { log1pOf } from '../internal/log1p.js';

/**
 * log(p / (1 - p)) for 0 <= p <= 1: -Infinity at 0 and Infinity at 1, with gradient
 * 1 / (p (1 - p)) (Infinity at both ends); NaN outside.
 */
export const logit = unary(
  'logit',
  (p) => {
    const s = tf.sub(tf.mul(p, 2), 1);
    const middle = tf.sub(log1pOf(s), log1pOf(tf.neg(s)));
    const quotient = tf.log(tf.div(p, tf.sub(1, p)));
    return tf.where(tf.less(tf.abs(s), 0.4), middle, quotient);
  },
  (p) => logitSlope(p),
);

const logitSlope: (p: tf.Tensor) => tf.Tensor = differentiable(
  (p) => {
    const product = tf.mul(p, tf.sub(1, p));
    // abs: at p = -0 the limit from inside is +Infinity.
    const slope = tf.div(1, tf.abs(product));
    return tf.where(tf.less(product, 0), tf.fill(p.shape, NaN), slope);
  },
  (p) => {
    const slope = logitSlope(p);
    return tf.mul(tf.sub(tf.mul(p, 2), 1), tf.mul(slope, slope));
  },
);
