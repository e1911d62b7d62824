/**
 * variance, standardDeviation, standardize and means.
 *
 * E[x^2] - E[x]^2 cancels: for x around 1e4 with deviation 1 it is wrong in the first digit and
 * may be negative, and sqrt of that NaN. Here the mean is subtracted first (two passes), and
 * before it the first element of each slice, so that a constant slice deviates by exactly 0.
 *
 * Conventions: a constant slice has variance, deviation and standardized value 0, all with
 * gradient 0 ((x - mean) / std is 0 / 0 = NaN in the naive form).
 *
 * Source: T. Chan, G. Golub, R. LeVeque, "Algorithms for computing the sample variance", 1983
 * (the shifted two-pass algorithm).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { divideNoNan } from '../elementwise/divide.js';
import { floatTensor, reducedCount, reducedShape, reductionAxes } from '../internal/argument.js';
import { assertBroadcastable } from '../internal/custom.js';
import { constant, select } from '../internal/select.js';
import { euclideanNorm, norm, unitVector } from './norm.js';

/** x less its mean along `axes`; exactly 0 for a constant slice. */
function centred(x: Tensor, axes: number[]): Tensor {
  // The deviation does not depend on what is subtracted first: no gradient flows through it.
  const pivot = constant((input) =>
    tf.add(
      tf.zerosLike(input),
      tf.slice(
        input,
        input.shape.map(() => 0),
        reducedShape(input.shape, axes, true),
      ),
    ),
  );
  const near = tf.sub(x, pivot(x));
  return tf.sub(near, tf.mean(near, axes, true));
}

/** The mean squared deviation along `axis` (all by default), divided by n as in `tf.moments`. */
export function variance<T extends Tensor>(
  x: Tensor | TensorLike,
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('variance', () => {
    const input = floatTensor(x, 'x', 'variance');
    const axes = reductionAxes(input, axis, 'variance');
    return tf.mean(tf.square(centred(input, axes)), axes, keepDims);
  }) as T;
}

/** The root of `variance`, without squares that overflow or vanish; gradient 0 for constants. */
export function standardDeviation<T extends Tensor>(
  x: Tensor | TensorLike,
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('standardDeviation', () => {
    const input = floatTensor(x, 'x', 'standardDeviation');
    const axes = reductionAxes(input, axis, 'standardDeviation');
    const length = norm(centred(input, axes), 'euclidean', axes, keepDims);
    return tf.div(length, Math.sqrt(reducedCount(input, axes)));
  }) as T;
}

/**
 * (x - mean) / standardDeviation along `axis`; 0 for constants.
 *
 * @param axis The axes to standardize over: 0, the default, for the features of [samples, features].
 */
export function standardize<T extends Tensor>(x: T | TensorLike, axis: number | number[] = 0): T {
  return tf.tidy('standardize', () => {
    const input = floatTensor(x, 'x', 'standardize');
    const axes = reductionAxes(input, axis, 'standardize');
    const unit = unitVector(axes)(centred(input, axes));
    return tf.mul(unit, Math.sqrt(reducedCount(input, axes)));
  }) as T;
}

/**
 * The mean of the elements where `mask` holds; 0 with gradient 0 where it holds nowhere. What is
 * masked out may be NaN or infinite.
 *
 * @param mask Boolean (or numbers, where 0 is out); its shape broadcasts to that of x.
 */
export function maskedMean<T extends Tensor>(
  x: Tensor | TensorLike,
  mask: Tensor | TensorLike,
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('maskedMean', () => {
    const input = floatTensor(x, 'x', 'maskedMean');
    const given = floatTensor(mask, 'mask', 'maskedMean');
    assertBroadcastable(input, given, 'maskedMean', 'mask');
    const axes = reductionAxes(input, axis, 'maskedMean');
    const held = constant((m) => tf.cast(tf.notEqual(m, 0), 'float32'));
    const kept = held(tf.broadcastTo(given, input.shape));
    const visible = select((m) => tf.notEqual(m, 0), kept, input, tf.zerosLike(input));
    return divideNoNan(tf.sum(visible, axes, keepDims), tf.sum(kept, axes, keepDims));
  }) as T;
}

/** mean(x^2) over `axes`, which stay with length 1; gradient 2 x / n. */
function meanSquare(axes: number[]): (x: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, tf.GradSaveFunc];
    save([x]);
    const count = reducedCount(x, axes);
    return {
      value: tf.square(tf.div(euclideanNorm(axes)(x), Math.sqrt(count))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, tf.mul(saved[0]!, 2 / count)),
    };
  });
}

/**
 * mean(x^2) along `axis`: finite wherever the result is, though the sum of squares may not be.
 */
export function meanOfSquares<T extends Tensor>(
  x: Tensor | TensorLike,
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('meanOfSquares', () => {
    const input = floatTensor(x, 'x', 'meanOfSquares');
    const axes = reductionAxes(input, axis, 'meanOfSquares');
    const means = meanSquare(axes)(input);
    return tf.reshape(means, reducedShape(input.shape, axes, keepDims));
  }) as T;
}
