/**
 * reciprocal(x) = 1 / x, with gradient -(1/x)(1/x).
 *
 * tfjs's gradient is dy / -(x^2): for |x| < 1e-19 the square loses its digits in the subnormal
 * range, and for x = 2e19 it overflows and the gradient is 0 where it should be -2.5e-39.
 * TensorFlow's own reciprocal is an estimate, 3 units in the last place off; a division is exact.
 *
 * Source: IEEE 754-2019, section 5.4.1 (division is correctly rounded).
 */
import * as tf from '@tensorflow/tfjs-core';
import { unary, type Unary } from '../internal/custom.js';

/** 1 / x. At ±0 the value is ±Infinity and the gradient -Infinity, as the limits are. */
export const reciprocal: Unary = unary(
  'reciprocal',
  (x) => tf.div(1, x),
  (x) => {
    const y = reciprocal(x);
    return tf.neg(tf.mul(y, y));
  },
);
