/**
 * softmax, logSoftmax, logSumExp and logMeanExp: x is shifted by its maximum, which changes
 * nothing but the range of exp.
 *
 * The naive quotient exp(x) / sum(exp(x)) is Infinity / Infinity = NaN from x = 88.8 on (logits
 * times 1000), and 0 / 0 = NaN where all x are below -104; log of it is -Infinity where the
 * softmax rounds to 0.
 *
 * Conventions: a slice that is all -Infinity has softmax 0, logSoftmax -Infinity, logSumExp
 * -Infinity, and gradient 0 (tfjs gives NaN). +Infinity shares the whole weight with its equals.
 * One NaN makes its slice NaN.
 *
 * Source: P. Blanchard, D. Higham, N. Higham, "Accurately computing the log-sum-exp and softmax
 * functions", 2021.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { assertBroadcastable, differentiable } from '../internal/custom.js';
import { floatTensor, reducedCount, reducedShape, reductionAxes } from '../internal/argument.js';
import { select } from '../internal/select.js';
import { weighted } from '../internal/weighted.js';

/** Below every finite number but the largest negative: stands in for a maximum of -Infinity. */
const lowest = -3.4028234663852886e38;

interface Parts {
  /** The maximum along the axes, never -Infinity; those axes have length 1. */
  readonly top: Tensor;
  /** exp(x - top), 1 at the maximum itself also where it is Infinity. */
  readonly weights: Tensor;
  /** Their sum: at least 1, or 0 where all of x is -Infinity. */
  readonly total: Tensor;
}

function partsOf(x: Tensor, axes: number[]): Parts {
  const top = tf.maximum(tf.max(x, axes, true), lowest);
  const shifted = tf.exp(tf.sub(x, top));
  const weights = tf.where(tf.equal(x, top), tf.onesLike(shifted), shifted);
  return { top, weights, total: tf.sum(weights, axes, true) };
}

function oneForZero(total: Tensor): Tensor {
  return tf.where(tf.equal(total, 0), tf.onesLike(total), total);
}

/** Softmax over `axes`, differentiable any number of times. */
function softmaxOver(axes: number[]): (x: Tensor) => Tensor {
  const softmaxOf = (x: Tensor) => {
    const { weights, total } = partsOf(x, axes);
    return tf.div(weights, oneForZero(total));
  };
  const apply: (x: Tensor) => Tensor = tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, tf.GradSaveFunc];
    const y = softmaxOf(x);
    save([x, y]);
    return {
      value: y,
      gradFunc: (dy: Tensor, saved: Tensor[]) => slope(recalled(saved[0]!, saved[1]!), dy),
    };
  });
  /** The softmax of x, whose value is known: connected to x, not computed twice. */
  const recalled: (x: Tensor, y: Tensor) => Tensor = tf.customGrad((...args: unknown[]) => {
    const [x, y, save] = args as [Tensor, Tensor, tf.GradSaveFunc];
    save([x, y]);
    return {
      value: tf.clone(y),
      gradFunc: (dy: Tensor, saved: Tensor[]) => [
        slope(recalled(saved[0]!, saved[1]!), dy),
        tf.zerosLike(dy),
      ],
    };
  });
  const slope = (y: Tensor, dy: Tensor) => {
    // `weighted`: what has no weight has no gradient, even under an infinite dy.
    const pull = weighted(y, dy);
    return tf.sub(pull, tf.mul(y, tf.sum(pull, axes, true)));
  };
  return apply;
}

/**
 * exp(x) / sum(exp(x)) along `dim`, as `tf.softmax`, for any axis.
 *
 * @param dim One axis; the last by default.
 */
export function softmax<T extends Tensor>(logits: T | TensorLike, dim = -1): T {
  return tf.tidy('softmax', () => {
    const x = floatTensor(logits, 'logits', 'softmax');
    return softmaxOver(reductionAxes(x, dim, 'softmax', 'dim'))(x);
  }) as T;
}

/**
 * Softmax among the elements where `mask` holds; the others are 0 and have gradient 0, whatever
 * they are. A slice masked out as a whole gives zeros and zero gradients.
 *
 * @param mask Boolean (or numbers, where 0 is out), of the shape of the logits.
 */
export function maskedSoftmax<T extends Tensor>(
  logits: T | TensorLike,
  mask: Tensor | TensorLike,
  dim = -1,
): T {
  return tf.tidy('maskedSoftmax', () => {
    const x = floatTensor(logits, 'logits', 'maskedSoftmax');
    const given = floatTensor(mask, 'mask', 'maskedSoftmax');
    assertBroadcastable(x, given, 'maskedSoftmax', 'mask');
    const kept = tf.broadcastTo(given, x.shape);
    const visible = select((m) => tf.notEqual(m, 0), kept, x, tf.fill(x.shape, -Infinity));
    return softmaxOver(reductionAxes(x, dim, 'maskedSoftmax', 'dim'))(visible);
  }) as T;
}

/**
 * log(softmax(x)) along `axis`, as `tf.logSoftmax`, for any axis; never -Infinity for finite x.
 *
 * @param axis One axis; the last by default.
 */
export function logSoftmax<T extends Tensor>(logits: T | TensorLike, axis = -1): T {
  return tf.tidy('logSoftmax', () => {
    const x = floatTensor(logits, 'logits', 'logSoftmax');
    return logSoftmaxOver(reductionAxes(x, axis, 'logSoftmax'))(x);
  }) as T;
}

/** log(softmax(x)) over `axes`. */
function logSoftmaxOver(axes: number[]): (x: Tensor) => Tensor {
  return tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, tf.GradSaveFunc];
    save([x]);
    const { top, total } = partsOf(x, axes);
    const shifted = tf.sub(x, top);
    const atTop = tf.where(tf.equal(x, top), tf.zerosLike(shifted), shifted);
    return {
      value: tf.sub(atTop, tf.log(oneForZero(total))),
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        tf.sub(
          zeroForEmpty(dy, saved[0]!, axes),
          tf.mul(softmaxOver(axes)(saved[0]!), tf.sum(dy, axes, true)),
        ),
    };
  });
}

/** dy, but 0 in slices that are all -Infinity. */
function zeroForEmpty(dy: Tensor, x: Tensor, axes: number[]): Tensor {
  const empty = (input: Tensor) =>
    tf.broadcastTo(tf.equal(tf.max(input, axes, true), -Infinity), input.shape);
  return select(empty, x, tf.zerosLike(dy), dy);
}

/**
 * log(sum(exp(x))) as `tf.logSumExp`; gradient softmax(x).
 *
 * @param axis The axes to reduce; all by default.
 * @param keepDims Whether reduced axes stay, with length 1.
 */
export function logSumExp<T extends Tensor>(
  x: Tensor | TensorLike,
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('logSumExp', () => {
    const input = floatTensor(x, 'x', 'logSumExp');
    const axes = reductionAxes(input, axis, 'logSumExp');
    const kept = differentiableReduction(axes)(input);
    return tf.reshape(kept, reducedShape(input.shape, axes, keepDims));
  }) as T;
}

function differentiableReduction(axes: number[]): (x: Tensor) => Tensor {
  return differentiable(
    (x) => {
      const { top, total } = partsOf(x, axes);
      return tf.add(tf.log(total), top);
    },
    (x) => softmaxOver(axes)(x),
  );
}

/**
 * log(mean(exp(x))): logSumExp less the log of the count. Arguments as those of `logSumExp`.
 */
export function logMeanExp<T extends Tensor>(
  x: Tensor | TensorLike,
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('logMeanExp', () => {
    const input = floatTensor(x, 'x', 'logMeanExp');
    const axes = reductionAxes(input, axis, 'logMeanExp');
    return tf.sub(logSumExp(input, axes, keepDims), Math.log(reducedCount(input, axes)));
  }) as T;
}
