/**
 * `x.mul(y)` beside `tf.mul(x, y)`. In Node tfjs-core comes without it, and only the whole
 * `@tensorflow/tfjs` brings it; tfjs's own gradient of `tf.prod` calls it, the orthogonal initialiser of LSTM and
 * GRU too, and so do users' losses.
 */
import * as tf from '@tensorflow/tfjs-core';

type Given = tf.Tensor | readonly tf.Tensor[];

/** Those that do more than give their tensor as the first argument. */
const own: Readonly<Record<string, (this: tf.Tensor, ...given: never[]) => tf.Tensor>> = {
  ...Object.fromEntries(
    ['asScalar', 'as2D', 'as3D', 'as4D', 'as5D'].map((name) => [
      name,
      function (this: tf.Tensor, ...shape: number[]) {
        return tf.reshape(this, shape);
      },
    ]),
  ),
  as1D: flatten,
  asType(type: tf.DataType) {
    return tf.cast(this, type);
  },
  concat(others: Given, axis?: number) {
    return tf.concat([this, ...listOf(others)], axis);
  },
  flatten,
  reshapeAs(other: tf.Tensor) {
    return tf.reshape(this, other.shape);
  },
  resizeBilinear(...given: [[number, number], boolean?, boolean?]) {
    return tf.image.resizeBilinear(this as tf.Tensor3D, ...given);
  },
  resizeNearestNeighbor(...given: [[number, number], boolean?, boolean?]) {
    return tf.image.resizeNearestNeighbor(this as tf.Tensor3D, ...given);
  },
  stack(others: Given, axis?: number) {
    return tf.stack([this, ...listOf(others)], axis);
  },
  toBool() {
    return tf.cast(this, 'bool');
  },
  toFloat() {
    return tf.cast(this, 'float32');
  },
  toInt() {
    return tf.cast(this, 'int32');
  },
  where(condition: tf.Tensor, other: tf.Tensor) {
    return tf.where(condition, this, other);
  },
};

function flatten(this: tf.Tensor): tf.Tensor {
  return tf.reshape(this, [this.size]);
}

const listOf = (given: Given): readonly tf.Tensor[] =>
  given instanceof tf.Tensor ? [given] : given;

/** Adds those that tensors do not have yet. */
export function chainOperations(): void {
  const prototype = tf.Tensor.prototype as unknown as Record<string, unknown>;
  for (const [name, method] of Object.entries(own)) prototype[name] ??= method;
  for (const [name, operation] of Object.entries(tf)) {
    // tfjs-core marks the functions that are operations.
    if (typeof operation !== 'function' || !operation.name.endsWith('__op')) continue;
    const run = operation as (...given: unknown[]) => unknown;
    prototype[name] ??= function (this: tf.Tensor, ...given: unknown[]) {
      return run(this, ...given);
    };
  }
}
