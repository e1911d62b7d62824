/**
 * Cross-entropies from logits.
 *
 * - softmax: -sum(t log(softmax(x))) with log(softmax(x)) = x - logSumExp(x) taken as one
 *   function. The naive form is log(0) = -Infinity where the softmax rounds to 0 (a logit 104
 *   below the largest), and with a label of 0 there 0 * -Infinity = NaN. Gradient in the
 *   logits: softmax(x) sum(t) - t, also where the loss is infinite.
 * - sigmoid: max(x, 0) - x z + log1p(exp(-|x|)), with the first two as one product. The naive
 *   form -z log(s) - (1 - z) log(1 - s) is NaN from x = 17 on, where s = sigmoid(x) rounds to 1
 *   and z = 1: 0 * log(0). Gradient in the logits: sigmoid(x) - z.
 *
 * Conventions: a class with label 0 adds nothing, also with a logit of -Infinity (a masked class);
 * an infinite loss has a finite gradient.
 *
 * Source: TensorFlow `sigmoid_cross_entropy_with_logits`; optax `softmax_cross_entropy`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError, shapeText } from '../errors.js';
import { sigmoid, sigmoidSlope } from '../elementwise/sigmoid.js';
import { softplusExcess } from '../elementwise/softplus.js';
import { floatTensor } from '../internal/argument.js';
import { differentiableBinary } from '../internal/custom.js';
import { weighted } from '../internal/weighted.js';
import { logSoftmax, softmax } from '../reductions/softmax.js';
import { reduceLosses } from './weighted-loss.js';

/** -sum(labels * logSoftmax(logits)) along the last axis. */
const softmaxLosses: (labels: Tensor, logits: Tensor) => Tensor = tf.customGrad(
  (...args: unknown[]) => {
    const [labels, logits, save] = args as [Tensor, Tensor, tf.GradSaveFunc];
    save([labels, logits]);
    return {
      value: tf.neg(tf.sum(weighted(labels, logSoftmax(logits)), -1)),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [t, x] = saved as [Tensor, Tensor];
        const each = tf.expandDims(dy, -1);
        const pull = tf.sub(tf.mul(softmax(x), tf.sum(t, -1, true)), t);
        return [weightedByLabel(t, tf.neg(logSoftmax(x)), each), tf.mul(each, pull)];
      },
    };
  },
);

/** The gradient in the labels: x, but 0 where the label is 0 and x infinite. */
function weightedByLabel(labels: Tensor, x: Tensor, dy: Tensor): Tensor {
  const finite = tf.customGrad((...args: unknown[]) => {
    const [t, value] = args as [Tensor, Tensor];
    const absent = tf.logicalAnd(tf.equal(t, 0), tf.equal(value, Infinity));
    return {
      value: tf.where(absent, tf.zerosLike(value), value),
      gradFunc: (d: Tensor) => [tf.zerosLike(d), d],
    };
  });
  return tf.mul(dy, finite(labels, x));
}

function smoothedSoftmaxLosses(
  labels: Tensor,
  logits: Tensor,
  labelSmoothing: number,
  operation: string,
): Tensor {
  assertSmoothing(labelSmoothing, operation);
  return softmaxLosses(smooth(labels, labelSmoothing, 1 / (logits.shape.at(-1) ?? 1)), logits);
}

/** @throws StableOpsError where labels and logits differ in shape. */
export function assertSameShape(
  labels: Tensor,
  logits: Tensor,
  argument: string,
  operation: string,
): void {
  if (tf.util.arraysEqual(labels.shape, logits.shape)) return;
  throw new StableOpsError(
    operation,
    argument,
    `must have the shape ${shapeText(logits.shape)}`,
    `shape ${shapeText(labels.shape)}`,
    'pass one label for each prediction',
  );
}

function smooth(labels: Tensor, labelSmoothing: number, towards: number): Tensor {
  if (labelSmoothing === 0) return labels;
  return tf.add(tf.mul(labels, 1 - labelSmoothing), labelSmoothing * towards);
}

function assertSmoothing(labelSmoothing: number, operation: string): void {
  if (labelSmoothing >= 0 && labelSmoothing <= 1) return;
  throw new StableOpsError(
    operation,
    'labelSmoothing',
    'must lie in 0..1',
    String(labelSmoothing),
    'pass 0 for none',
  );
}

/**
 * The loss of softmax(logits) against distributions, with the arguments of
 * `tf.losses.softmaxCrossEntropy`.
 *
 * @param onehotLabels Shape [..., classes].
 * @param logits The same shape; -Infinity masks a class.
 * @param weights One per sample, broadcast to [...]; 0 leaves the sample out.
 * @param labelSmoothing Share of each label that is spread over all classes, 0..1.
 * @param reduction By default the mean over the samples of weight other than 0.
 */
export function softmaxCrossEntropy<T extends Tensor>(
  onehotLabels: Tensor | TensorLike,
  logits: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  labelSmoothing = 0,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  const operation = 'softmaxCrossEntropy';
  return tf.tidy(operation, () => {
    const x = floatTensor(logits, 'logits', operation);
    const labels = floatTensor(onehotLabels, 'onehotLabels', operation);
    assertSameShape(labels, x, 'onehotLabels', operation);
    const losses = smoothedSoftmaxLosses(labels, x, labelSmoothing, operation);
    return reduceLosses(losses, weights, reduction, operation);
  }) as T;
}

/**
 * `softmaxCrossEntropy` for labels that are class numbers.
 *
 * @param labels Integers in 0..classes-1 of shape [...]. They are not read, so one out of range
 *   cannot be reported: it has no class and adds 0.
 */
export function sparseSoftmaxCrossEntropy<T extends Tensor>(
  labels: Tensor | TensorLike,
  logits: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  labelSmoothing = 0,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  const operation = 'sparseSoftmaxCrossEntropy';
  return tf.tidy(operation, () => {
    const x = floatTensor(logits, 'logits', operation);
    const classes = floatTensor(labels, 'labels', operation);
    if (!tf.util.arraysEqual(classes.shape, x.shape.slice(0, -1)))
      throw new StableOpsError(
        operation,
        'labels',
        `must have the shape ${shapeText(x.shape.slice(0, -1))} for logits of shape ${shapeText(x.shape)}`,
        `shape ${shapeText(classes.shape)}`,
        'pass the number of one class for each row of logits',
      );
    const dense = tf.cast(tf.oneHot(tf.cast(classes, 'int32'), x.shape.at(-1) ?? 1), 'float32');
    const losses = smoothedSoftmaxLosses(dense, x, labelSmoothing, operation);
    return reduceLosses(losses, weights, reduction, operation);
  }) as T;
}

/** sigmoid(x) - z; for positive x as (1 - z) - sigmoid(-x), which keeps what is left of z = 1. */
const sigmoidResidual: (labels: Tensor, logits: Tensor) => Tensor = differentiableBinary(
  (z, x) => {
    const tail = sigmoid(tf.neg(tf.abs(x)));
    return tf.where(tf.less(x, 0), tf.sub(tail, z), tf.sub(tf.sub(1, z), tail));
  },
  (_z, x, dy) => [tf.neg(dy), tf.mul(dy, sigmoidSlope(x))],
);

/** max(x, 0) - x z + log1p(exp(-|x|)), element by element. */
export const sigmoidLosses: (labels: Tensor, logits: Tensor) => Tensor = differentiableBinary(
  (z, x) => {
    // (1 - z) x for positive x and -z x for negative x: both at least 0, and 0 * Infinity is 0.
    const side = tf.sub(tf.cast(tf.greaterEqual(x, 0), 'float32'), z);
    return tf.add(weighted(side, x), softplusExcess(x));
  },
  (z, x, dy) => [tf.neg(tf.mul(dy, x)), tf.mul(dy, sigmoidResidual(z, x))],
);

/**
 * The loss of sigmoid(logits) against probabilities, element by element, with the arguments of
 * `tf.losses.sigmoidCrossEntropy`.
 *
 * @param multiClassLabels Probabilities 0..1, of the shape of the logits.
 * @param weights Broadcast to the logits; 0 leaves an element out.
 * @param labelSmoothing Share of each label that is replaced by 1/2, 0..1.
 */
export function sigmoidCrossEntropy<T extends Tensor>(
  multiClassLabels: Tensor | TensorLike,
  logits: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  labelSmoothing = 0,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  const operation = 'sigmoidCrossEntropy';
  return tf.tidy(operation, () => {
    const x = floatTensor(logits, 'logits', operation);
    const labels = floatTensor(multiClassLabels, 'multiClassLabels', operation);
    assertSameShape(labels, x, 'multiClassLabels', operation);
    assertSmoothing(labelSmoothing, operation);
    const targets = smooth(labels, labelSmoothing, 1 / 2);
    return reduceLosses(sigmoidLosses(targets, x), weights, reduction, operation);
  }) as T;
}
