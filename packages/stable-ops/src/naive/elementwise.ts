/** Element-wise textbook formulas, with the gradients that tfjs derives from them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** 1 / (1 + exp(-x)) */
export const sigmoid = (x: Tensor): Tensor => tf.div(1, tf.add(1, tf.exp(tf.neg(x))));

/** log(sigmoid(x)) */
export const logSigmoid = (x: Tensor): Tensor => tf.log(sigmoid(x));

/** log(1 + exp(x)) */
export const softplus = (x: Tensor): Tensor => tf.log(tf.add(1, tf.exp(x)));

/** (exp(x) - exp(-x)) / (exp(x) + exp(-x)) */
export const tanh = (x: Tensor): Tensor => {
  const [up, down] = [tf.exp(x), tf.exp(tf.neg(x))];
  return tf.div(tf.sub(up, down), tf.add(up, down));
};

/** log(1 + x) */
export const log1p = (x: Tensor): Tensor => tf.log(tf.add(1, x));

/** log(1 - exp(-x)) */
export const log1mexp = (x: Tensor): Tensor => tf.log(tf.sub(1, tf.exp(tf.neg(x))));

/** log(p / (1 - p)) */
export const logit = (p: Tensor): Tensor => tf.log(tf.div(p, tf.sub(1, p)));

/** log(cosh(x)) */
export const logcosh = (x: Tensor): Tensor => tf.log(tf.cosh(x));

/** x log(y) */
export const xlogy = (x: Tensor, y: Tensor): Tensor => tf.mul(x, tf.log(y));

/** x log(1 + y) */
export const xlog1py = (x: Tensor, y: Tensor): Tensor => tf.mul(x, log1p(y));

/** -x log(x) */
export const entr = (x: Tensor): Tensor => tf.neg(tf.mul(x, tf.log(x)));

/** log(x) */
export const safeLog = (x: Tensor): Tensor => tf.log(x);

/** sqrt(x) */
export const safeSqrt = (x: Tensor): Tensor => tf.sqrt(x);

/** a / (b + epsilon) */
export const safeDivide = (a: Tensor | number, b: Tensor, epsilon = 1e-8): Tensor =>
  tf.div(a, tf.add(b, epsilon));

/** where(b = 0, 0, a / b), as `tf.divNoNan` is */
export const divideNoNan = (a: Tensor | number, b: Tensor): Tensor => tf.divNoNan(a, b);

/** x^y */
export const safePow = (base: Tensor, exp: Tensor): Tensor => tf.pow(base, exp);

/** x^(1/3) */
export const cbrt = (x: Tensor): Tensor => tf.pow(x, 1 / 3);

/** 1 / x */
export const reciprocal = (x: Tensor): Tensor => tf.reciprocal(x);

/** The angle, with the gradient x / (x^2 + y^2) */
export const atan2 = (y: Tensor, x: Tensor): Tensor => tf.atan2(y, x);

/** sqrt(x^2 + y^2) */
export const hypot = (x: Tensor, y: Tensor): Tensor => tf.sqrt(tf.add(tf.square(x), tf.square(y)));

/** sin(pi x) / (pi x) */
export const sinc = (x: Tensor): Tensor => {
  const angle = tf.mul(x, Math.PI);
  return tf.div(tf.sin(angle), angle);
};

/** x^2 / 2 or delta (|x| - delta / 2), chosen by a mask */
export const huber = (x: Tensor, delta = 1): Tensor => {
  const size = tf.abs(x);
  const near = tf.step(tf.sub(delta, size));
  const square = tf.mul(tf.square(x), 0.5);
  const line = tf.mul(tf.sub(size, delta / 2), delta);
  return tf.add(tf.mul(near, square), tf.mul(tf.sub(1, near), line));
};

/** delta^2 (sqrt(1 + (x / delta)^2) - 1) */
export const pseudoHuber = (x: Tensor, delta = 1): Tensor =>
  tf.mul(tf.sub(tf.sqrt(tf.add(1, tf.square(tf.div(x, delta)))), 1), delta * delta);

/** |x| with tfjs's gradient */
export const abs = (x: Tensor): Tensor => tf.abs(x);

/** tf.clipByValue */
export const clip = (x: Tensor, clipValueMin: number, clipValueMax: number): Tensor =>
  tf.clipByValue(x, clipValueMin, clipValueMax);
