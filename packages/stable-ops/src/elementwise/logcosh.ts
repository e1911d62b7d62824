/**
 * logcosh(x) = log(cosh(x)) = |x| + log1p(exp(-2|x|)) - log 2; below |x| = 1 it is
 * log1p(u^2 / (2 (1 + u))) with u = expm1(-|x|), since cosh(x) - 1 = u^2 / (2 (1 + u)).
 *
 * cosh overflows at x = 89.4: the value is Infinity and the gradient sinh / cosh NaN. Near 0 the
 * first form cancels: at x = 1e-4 it gives 0 where it should give 5e-9.
 *
 * Source: the identity 2 cosh(x) = exp(|x|) (1 + exp(-2|x|)); TensorFlow Probability `log_cosh`.
 */
import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../internal/custom.js';
import { log1pOf, log1pOfUnit } from '../internal/log1p.js';
import { tanh } from './sigmoid.js';

/** log(cosh(x)), about x^2 / 2 near 0 and |x| - log 2 far from it; gradient tanh(x). */
export const logcosh = unary(
  'logcosh',
  (x) => {
    const size = tf.abs(x);
    const u = tf.expm1(tf.neg(size));
    const near = log1pOf(tf.div(tf.mul(tf.square(u), 0.5), tf.add(u, 1)));
    const far = tf.add(size, tf.sub(log1pOfUnit(tf.exp(tf.mul(size, -2))), Math.LN2));
    return tf.where(tf.less(size, 1), near, far);
  },
  (x) => tanh(x),
);
