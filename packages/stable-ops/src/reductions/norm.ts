/**
 * norm and what is made of it: normalize, cosineSimilarity, pairwiseDistance.
 *
 * sqrt(sum(x^2)) is Infinity from 1.8e19 on and 0 below 1e-23, and its gradient at x = 0 is
 * 0 / 0 = NaN. Here x is scaled by a power of two of its own, which is exact, and the gradient is
 * the unit vector x / norm(x).
 *
 * Conventions: at x = 0 the gradient is 0 (so the distance of a point to itself pulls at nothing,
 * and the zero vector normalizes to zero). Under an infinite element the norm is Infinity and the
 * gradient NaN there, since there is no direction.
 *
 * Source: LAPACK `nrm2` (E. Anderson, "Algorithm 978: safe scaling in the level 1 BLAS", 2017).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError, shapeText } from '../errors.js';
import { abs } from '../elementwise/clip.js';
import { divideNoNan } from '../elementwise/divide.js';
import { fittingScale } from '../elementwise/hypot.js';
import { floatTensor, reducedShape, reductionAxes } from '../internal/argument.js';
import { assertBroadcastable } from '../internal/custom.js';

interface Scaled {
  /** The norm of x * scale; the reduced axes have length 1. */
  readonly norm: Tensor;
  readonly scale: Tensor;
}

function scaled(x: Tensor, axes: number[]): Scaled {
  const scale = fittingScale(tf.max(tf.abs(x), axes, true));
  return { norm: tf.sqrt(tf.sum(tf.square(tf.mul(x, scale)), axes, true)), scale };
}

/** The Euclidean norm over `axes`, which stay with length 1. */
export function euclideanNorm(axes: number[]): (x: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, tf.GradSaveFunc];
    save([x]);
    const { norm: fitted, scale } = scaled(x, axes);
    return {
      value: tf.div(fitted, scale),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, unitVector(axes)(saved[0]!)),
    };
  });
}

/** x / norm(x) over `axes`; 0 for x = 0. */
export function unitVector(axes: number[]): (x: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, tf.GradSaveFunc];
    save([x]);
    const parts = scaled(x, axes);
    // Scaling down may take a small element to 0: divide by an ordinary norm as it is.
    const length = tf.div(parts.norm, parts.scale);
    const ordinary = tf.logicalAnd(tf.greater(length, 2 ** -100), tf.less(length, Infinity));
    const scale = tf.where(ordinary, tf.onesLike(length), parts.scale);
    const fitted = tf.where(ordinary, length, parts.norm);
    const divisor = tf.where(tf.equal(fitted, 0), tf.onesLike(fitted), fitted);
    return {
      value: tf.div(tf.mul(x, scale), divisor),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const unit = unitVector(axes)(saved[0]!);
        const along = tf.mul(unit, tf.sum(tf.mul(unit, dy), axes, true));
        return divideNoNan(tf.sub(dy, along), euclideanNorm(axes)(saved[0]!));
      },
    };
  });
}

/** Which norm: the Euclidean one, the sum of sizes, or the largest size. */
export type NormOrder = 'euclidean' | 1 | 2 | typeof Infinity;

/**
 * The norm of the vectors along `axis`, with the arguments of `tf.norm`. With an infinite element it
 * is Infinity, and points nowhere: the gradient of the Euclidean one is NaN there and 0 elsewhere.
 *
 * @param ord `'euclidean'` or 2, 1, or Infinity. The gradient of the last is shared by equals.
 * @param axis The axes of a vector; all by default.
 * @throws StableOpsError for any other order.
 */
export function norm<T extends Tensor>(
  x: Tensor | TensorLike,
  ord: NormOrder = 'euclidean',
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('norm', () => {
    const input = floatTensor(x, 'x', 'norm');
    const axes = reductionAxes(input, axis, 'norm');
    const kept = normOf(input, ord, axes);
    return tf.reshape(kept, reducedShape(input.shape, axes, keepDims));
  }) as T;
}

function normOf(x: Tensor, ord: NormOrder, axes: number[]): Tensor {
  if (ord === 'euclidean' || ord === 2) return euclideanNorm(axes)(x);
  if (ord === 1) return tf.sum(abs(x), axes, true);
  if (ord === Infinity) return largest(axes)(abs(x));
  throw new StableOpsError(
    'norm',
    'ord',
    "must be 'euclidean', 2, 1 or Infinity",
    String(ord),
    'choose one of these',
  );
}

/** The maximum along `axes`. tfjs gives every tie the full gradient; here they share it. */
function largest(axes: number[]): (x: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, tf.GradSaveFunc];
    save([x]);
    return {
      value: tf.max(x, axes, true),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, shares(axes)(saved[0]!)),
    };
  });
}

/** 1 / n at each of the n elements that are the maximum, 0 elsewhere. Constant. */
function shares(axes: number[]): (x: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [x] = args as [Tensor];
    const top = tf.cast(tf.equal(x, tf.max(x, axes, true)), 'float32');
    return {
      value: tf.div(top, tf.sum(top, axes, true)),
      gradFunc: (dy: Tensor) => tf.zerosLike(dy),
    };
  });
}

/** x / norm(x) along `axis` (all axes by default); zero vectors stay zero, with gradient 0. */
export function normalize<T extends Tensor>(x: T | TensorLike, axis?: number | number[]): T {
  return tf.tidy('normalize', () => {
    const input = floatTensor(x, 'x', 'normalize');
    return unitVector(reductionAxes(input, axis, 'normalize'))(input);
  }) as T;
}

/**
 * The cosine of the angle between the vectors of `a` and `b` along `axis` (the last by default);
 * 0 with gradient 0 where either is the zero vector. The shapes broadcast.
 */
export function cosineSimilarity<T extends Tensor>(
  a: Tensor | TensorLike,
  b: Tensor | TensorLike,
  axis = -1,
): T {
  return tf.tidy('cosineSimilarity', () => {
    const left = floatTensor(a, 'a', 'cosineSimilarity');
    const right = floatTensor(b, 'b', 'cosineSimilarity');
    assertBroadcastable(left, right, 'cosineSimilarity', 'b');
    return tf.sum(tf.mul(normalize(left, axis), normalize(right, axis)), axis);
  }) as T;
}

/**
 * The Euclidean distances between the rows of `a`, of shape [n, d], and those of `b`, [m, d], as
 * [n, m]: from the differences, so that the diagonal of `pairwiseDistance(a, a)` is exactly 0,
 * with gradient 0. (|a|^2 + |b|^2 - 2 a.b cancels there, and may be negative under the root.)
 * Memory: n * m * d numbers.
 *
 * @throws StableOpsError where the arguments are not matrices with rows of one length.
 */
export function pairwiseDistance<T extends Tensor>(
  a: Tensor | TensorLike,
  b: Tensor | TensorLike = a,
): T {
  return tf.tidy('pairwiseDistance', () => {
    const left = floatTensor(a, 'a', 'pairwiseDistance');
    const right = floatTensor(b, 'b', 'pairwiseDistance');
    if (left.rank !== 2 || right.rank !== 2 || left.shape[1] !== right.shape[1])
      throw new StableOpsError(
        'pairwiseDistance',
        'b',
        'must be a matrix whose rows are as long as those of the matrix a',
        `${shapeText(left.shape)} and ${shapeText(right.shape)}`,
        'pass shapes [n, d] and [m, d]',
      );
    return norm(tf.sub(tf.expandDims(left, 1), tf.expandDims(right, 0)), 'euclidean', 2);
  }) as T;
}
