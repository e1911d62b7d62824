/**
 * sigmoid(x) = 1 / (1 + exp(-x)), for negative x as exp(x) / (1 + exp(x)).
 *
 * The naive form overflows in exp at x = -88.8: the value is 0 where it should be 2.8e-39, and
 * the gradient is Infinity * 0 = NaN. The usual gradient y (1 - y) is 0 from x = 17 on, because
 * 1 - y is; here it is exp(-|x|) / (1 + exp(-|x|))^2, which reaches 1e-45.
 *
 * Source: N. Higham, "Accuracy and Stability of Numerical Algorithms", section 1.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { differentiable, unary } from '../internal/custom.js';

/** exp(-|x|), in (0, 1]: it cannot overflow. */
export function decay(x: Tensor): Tensor {
  return tf.exp(tf.neg(tf.abs(x)));
}

/** tanh(x / 2) = sigmoid(x) - sigmoid(-x), without the cancellation at 0. */
const halfTanh = differentiable(
  (x) => tf.tanh(tf.mul(x, 0.5)),
  (x) => tf.mul(sigmoidSlope(x), 2),
);

/** sigmoid'(x) = sigmoid(x) sigmoid(-x), relative accuracy in both tails. */
export const sigmoidSlope: (x: Tensor) => Tensor = differentiable(
  (x) => {
    const t = decay(x);
    return tf.div(t, tf.square(tf.add(t, 1)));
  },
  (x) => tf.neg(tf.mul(sigmoidSlope(x), halfTanh(x))),
);

/** 1 / (1 + exp(-x)), between 0 and 1; gradient sigmoid(x) sigmoid(-x), 0 at ±Infinity. */
export const sigmoid = unary(
  'sigmoid',
  (x) => {
    const t = decay(x);
    return tf.div(tf.where(tf.less(x, 0), t, tf.onesLike(t)), tf.add(t, 1));
  },
  sigmoidSlope,
);

/** tanh(x) with second derivatives: sech(x)^2 = 4 sigmoid'(2x). */
export const tanh = unary('tanh', tf.tanh, (x) => tf.mul(sigmoidSlope(tf.mul(x, 2)), 4));
