import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError, shapeText } from '../errors.js';

/**
 * An argument as a float32 tensor. Integers and booleans are cast; numbers and nested arrays
 * become constants.
 *
 * @throws StableOpsError for strings and complex numbers, and for what is no tensor at all.
 */
export function floatTensor(x: Tensor | TensorLike, argument: string, operation: string): Tensor {
  const tensor = x instanceof tf.Tensor ? x : constantTensor(x, argument, operation);
  if (tensor.dtype === 'float32') return tensor;
  if (tensor.dtype === 'int32' || tensor.dtype === 'bool') return tf.cast(tensor, 'float32');
  throw new StableOpsError(
    operation,
    argument,
    'must hold real numbers',
    `dtype ${tensor.dtype} of shape ${shapeText(tensor.shape)}`,
    "cast it to 'float32'",
  );
}

function constantTensor(x: TensorLike, argument: string, operation: string): Tensor {
  try {
    return tf.tensor(x);
  } catch (error) {
    const known = typeof x === 'object' || x === undefined ? String(x) : typeof x;
    throw new StableOpsError(
      operation,
      argument,
      'must be a tensor, a number or arrays of numbers',
      known,
      `pass one (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/**
 * The axes of a reduction as positions from 0, in rising order; every axis where none is given.
 *
 * @throws StableOpsError for an axis out of range, and for an axis of length 0: the maximum of
 * nothing is -Infinity on one backend and uninitialised memory on another.
 */
export function reductionAxes(
  x: Tensor,
  axis: number | readonly number[] | undefined,
  operation: string,
  argument = 'axis',
): number[] {
  const given = axis === undefined ? x.shape.map((_, at) => at) : [axis].flat();
  const axes = given.map((at) => (at < 0 ? at + x.rank : at));
  const outside = axes.findIndex((at) => !Number.isInteger(at) || at < 0 || at >= x.rank);
  if (outside >= 0)
    throw new StableOpsError(
      operation,
      argument,
      x.rank === 0
        ? 'must be left out for a single number'
        : `must lie in -${String(x.rank)}..${String(x.rank - 1)} for shape ${shapeText(x.shape)}`,
      String(given[outside]),
      x.rank === 0
        ? 'pass a tensor with a dimension to reduce'
        : 'choose an axis that the tensor has',
    );
  if (axes.some((at) => x.shape[at] === 0))
    throw new StableOpsError(
      operation,
      'x',
      'must not be empty along the axes that are reduced',
      `shape ${shapeText(x.shape)}`,
      'leave out empty batches before reducing them',
    );
  return [...new Set(axes)].sort((a, b) => a - b);
}

/** How many elements one result of a reduction over `axes` is made of. */
export function reducedCount(x: Tensor, axes: readonly number[]): number {
  return axes.reduce((count, axis) => count * x.shape[axis]!, 1);
}

/** The shape after reducing `axes`: with ones there (`keepDims`), or without them. */
export function reducedShape(
  shape: readonly number[],
  axes: readonly number[],
  keepDims: boolean,
): number[] {
  return keepDims
    ? shape.map((size, at) => (axes.includes(at) ? 1 : size))
    : shape.filter((_, at) => !axes.includes(at));
}
