/**
 * Choices that can be differentiated any number of times.
 *
 * `tf.where` cannot stand in a derivative: with a condition computed from the differentiated
 * input it throws inside `tf.grad` (comparisons have no gradient), and its own gradient
 * multiplies by the mask, so Infinity on the side that was not chosen still gives NaN. Here the
 * condition is computed inside the custom gradient, and the gradient is chosen, not multiplied.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** A boolean tensor of the shape of its argument. */
export type Condition = (x: Tensor) => Tensor;

/** `a` where `condition(x)` holds, `b` elsewhere. All three have one shape. */
export function select(condition: Condition, x: Tensor, a: Tensor, b: Tensor): Tensor {
  const apply = tf.customGrad((...args: unknown[]) => {
    const [input, yes, no, save] = args as [Tensor, Tensor, Tensor, tf.GradSaveFunc];
    save([input]);
    return {
      value: tf.where(condition(input), yes, no),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const zeros = tf.zerosLike(dy);
        return [
          zeros,
          select(condition, saved[0]!, dy, zeros),
          select(condition, saved[0]!, zeros, dy),
        ];
      },
    };
  });
  return apply(x, a, b);
}

/** A function whose gradient is 0 by definition: signs, masks, pivots. */
export function constant(value: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, tf.GradSaveFunc];
    save([x]);
    return {
      value: value(x),
      gradFunc: (_dy: Tensor, saved: Tensor[]) => tf.zerosLike(saved[0]!),
    };
  });
}

/** Whether an element is NaN. `notEqual` is right on every backend; `isNaN` is not (WebGL). */
export function isNaN(x: Tensor): Tensor {
  return tf.notEqual(x, x);
}

/** -1, 0 or 1, and NaN for NaN. wasm's own `sign` gives 0 below 1.2e-7, and cpu's 0 for NaN. */
export const signOf = constant((x) =>
  tf.where(
    tf.greater(x, 0),
    tf.onesLike(x),
    tf.where(tf.less(x, 0), tf.fill(x.shape, -1), keepNaN(x)),
  ),
);

/** `x` where `condition(x)` holds and 0 elsewhere: the gradient is 0 there too. */
export function zeroUnless(condition: Condition, x: Tensor): Tensor {
  return select(condition, x, x, tf.zerosLike(x));
}

/** NaN where `x` is NaN, 0 elsewhere; not differentiable, for use inside values. */
export function keepNaN(x: Tensor): Tensor {
  return tf.where(isNaN(x), x, tf.zerosLike(x));
}
