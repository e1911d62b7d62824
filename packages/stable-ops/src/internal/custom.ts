/**
 * How every operation here gets a gradient that is right at the edges: its value and its
 * derivative are written down separately.
 *
 * - The value may use anything, comparisons and `tf.where` included: tfjs does not record what
 *   happens inside a custom gradient.
 * - The derivative is made of operations that have gradients themselves (those of this package,
 *   add, sub, mul, neg), applied to the *inputs*. So second derivatives come out right, where
 *   those of tfjs's own exp, sigmoid and tanh throw or are wrong: they differentiate through a
 *   saved copy of the result, which is not connected to the input.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError, shapeText } from '../errors.js';
import { floatTensor } from './argument.js';

/** An operation on one tensor, element by element; the result has the shape of `x`. */
export type Unary = <T extends Tensor>(x: T | TensorLike) => T;

/** An operation on two tensors, element by element, with broadcasting. */
export type Binary = <T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike) => T;

/** A tensor function with a stated derivative, for tensors that are float32 already. */
export function differentiable(
  value: (x: Tensor) => Tensor,
  derivative: (x: Tensor) => Tensor,
): (x: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, tf.GradSaveFunc];
    save([x]);
    return {
      value: value(x),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, derivative(saved[0]!)),
    };
  });
}

/** The operation `name` on one tensor: `value(x)`, with `derivative(x)` for its gradient. */
export function unary(
  name: string,
  value: (x: Tensor) => Tensor,
  derivative: (x: Tensor) => Tensor,
): Unary {
  const apply = differentiable(value, derivative);
  return <T extends Tensor>(x: T | TensorLike): T =>
    tf.tidy(name, () => apply(floatTensor(x, 'x', name))) as T;
}

/** Sums `x` down to `shape`, from which it was broadcast. Differentiable. */
function sumTo(x: Tensor, shape: readonly number[]): Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], x.shape);
  const summed = axes.length > 0 ? tf.sum(x, axes) : x;
  return tf.util.arraysEqual(summed.shape, [...shape]) ? summed : tf.reshape(summed, [...shape]);
}

/** The gradients of a binary operation, before they are summed to the shapes of the arguments. */
export type BinaryGradients = (a: Tensor, b: Tensor, dy: Tensor) => readonly [Tensor, Tensor];

/** A function of two float32 tensors with stated gradients. */
export function differentiableBinary(
  value: (a: Tensor, b: Tensor) => Tensor,
  gradients: BinaryGradients,
): (a: Tensor, b: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [a, b, save] = args as [Tensor, Tensor, tf.GradSaveFunc];
    save([a, b]);
    return {
      value: value(a, b),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [x, y] = saved as [Tensor, Tensor];
        const [da, db] = gradients(x, y, dy);
        return [sumTo(da, x.shape), sumTo(db, y.shape)];
      },
    };
  });
}

/** The operation `name` on two tensors whose arguments are called `first` and `second`. */
export function binary(
  name: string,
  [first, second]: readonly [string, string],
  value: (a: Tensor, b: Tensor) => Tensor,
  gradients: BinaryGradients,
): Binary {
  const apply = differentiableBinary(value, gradients);
  return <T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T =>
    tf.tidy(name, () => {
      const x = floatTensor(a, first, name);
      const y = floatTensor(b, second, name);
      assertBroadcastable(x, y, name, second);
      return apply(x, y);
    }) as T;
}

/** @throws StableOpsError where the two shapes do not broadcast. */
export function assertBroadcastable(
  a: Tensor,
  b: Tensor,
  operation: string,
  argument: string,
): void {
  const rank = Math.min(a.rank, b.rank);
  for (let back = 1; back <= rank; back++) {
    const left = a.shape[a.rank - back]!;
    const right = b.shape[b.rank - back]!;
    if (left === right || left === 1 || right === 1) continue;
    throw new StableOpsError(
      operation,
      argument,
      `must broadcast with shape ${shapeText(a.shape)}`,
      `shape ${shapeText(b.shape)}`,
      'reshape it so that each dimension is equal or 1',
    );
  }
}
