/**
 * w * x where a weight of 0 means "not there": 0 * Infinity is 0, in value and gradient. NaN stays
 * NaN. Differentiable any number of times.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { differentiableBinary } from './custom.js';
import { keepNaN } from './select.js';

/** w * x, and 0 where w = 0 (NaN where x is). The arguments broadcast. */
export const weighted: (w: Tensor, x: Tensor) => Tensor = differentiableBinary(
  (w, x) => {
    const product = tf.mul(w, x);
    const absent = tf.equal(tf.broadcastTo(w, product.shape), 0);
    return tf.where(absent, keepNaN(tf.broadcastTo(x, product.shape)), product);
  },
  (w, x, dy) => [tf.mul(dy, factorBeside(w, x)), weighted(w, dy)],
);

/** x as the gradient in w: 0 where w is 0 and x infinite. */
const factorBeside: (w: Tensor, x: Tensor) => Tensor = differentiableBinary(
  (w, x) => {
    const factor = tf.add(x, tf.zerosLike(w));
    const absent = tf.equal(tf.broadcastTo(w, factor.shape), 0);
    const infinite = tf.equal(tf.abs(factor), Infinity);
    return tf.where(tf.logicalAnd(absent, infinite), tf.zerosLike(factor), factor);
  },
  (w, _x, dy) => [tf.zerosLike(w), dy],
);
