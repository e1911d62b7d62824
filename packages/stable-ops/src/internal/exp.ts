/**
 * exp(x), with second derivatives. tfjs differentiates exp through a saved copy of its result
 * that is not connected to x, so `tf.grad(tf.grad(tf.exp))` throws. Here the copy is connected
 * again, and is not computed twice.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** exp(x), differentiable any number of times. */
export const exp: (x: Tensor) => Tensor = tf.customGrad((...args: unknown[]) => {
  const [x, save] = args as [Tensor, tf.GradSaveFunc];
  const y = tf.exp(x);
  save([x, y]);
  return {
    value: y,
    gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, recalled(saved[0]!, saved[1]!)),
  };
});

/** exp(x) whose value is known to be `y`. */
const recalled: (x: Tensor, y: Tensor) => Tensor = tf.customGrad((...args: unknown[]) => {
  const [x, y, save] = args as [Tensor, Tensor, tf.GradSaveFunc];
  save([x, y]);
  return {
    value: tf.clone(y),
    gradFunc: (dy: Tensor, saved: Tensor[]) => [
      tf.mul(dy, recalled(saved[0]!, saved[1]!)),
      tf.zerosLike(dy),
    ],
  };
});
