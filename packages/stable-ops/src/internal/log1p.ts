/**
 * log(1 + x) that is accurate on every backend; not differentiable, for use inside values.
 *
 * wasm, WebGL and WebGPU compute `tf.log1p` as log(1 + x), which is 0 at x = 1e-8 (7 digits lost).
 * With u = 1 + x rounded, log(u) x / (u - 1) undoes the rounding of u (Kahan's method, in
 * D. Goldberg, "What every computer scientist should know about floating-point arithmetic",
 * theorem 4).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Backends whose own log1p is within 2 units in the last place. */
const accurateLog1p = new Set(['cpu', 'tensorflow']);

/** log(1 + x) for x >= -1; NaN below. */
export function log1pOf(x: Tensor): Tensor {
  if (accurateLog1p.has(tf.getBackend())) return tf.log1p(x);
  // From 1 on, rounding 1 + x costs nothing; and Infinity / Infinity is kept out.
  const u = tf.add(x, 1);
  return tf.where(tf.less(tf.abs(x), 1), corrected(x, u), tf.log(u));
}

/** log(1 + x) for 0 <= x <= 1: two operations fewer. */
export function log1pOfUnit(x: Tensor): Tensor {
  if (accurateLog1p.has(tf.getBackend())) return tf.log1p(x);
  return corrected(x, tf.add(x, 1));
}

function corrected(x: Tensor, u: Tensor): Tensor {
  const excess = tf.sub(u, 1);
  return tf.where(tf.equal(excess, 0), x, tf.mul(tf.log(u), tf.div(x, excess)));
}
