/**
 * Focal losses from logits: cross-entropy, less for what is right already.
 *
 * With p = sigmoid(x) or softmax(x) in float32, log(p) is -Infinity and 1 - p is 0 at the ends:
 * the naive product is NaN from x = 17 on. Here log(p) comes from the logits and 1 - p is
 * -expm1(log(p)), which keeps its digits where p is nearly 1; the gradient of (1 - p)^gamma at
 * p = 1 is 0 also for gamma < 1 (`safePow`).
 *
 * Source: T. Lin et al., "Focal loss for dense object detection", 2017.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { safePow } from '../elementwise/power.js';
import { sigmoid } from '../elementwise/sigmoid.js';
import { floatTensor } from '../internal/argument.js';
import { differentiable } from '../internal/custom.js';
import { exp } from '../internal/exp.js';
import { weighted } from '../internal/weighted.js';
import { logSoftmax } from '../reductions/softmax.js';
import { assertSameShape, sigmoidLosses } from './cross-entropy.js';
import { reduceLosses } from './weighted-loss.js';

/** 1 - exp(x). */
const oneMinusExp = differentiable(
  (x) => tf.neg(tf.expm1(x)),
  (x) => tf.neg(exp(x)),
);

/**
 * alpha_t (1 - p_t)^gamma crossEntropy, element by element, p = sigmoid(logits).
 *
 * @param labels 0..1, of the shape of the logits.
 * @param alpha The share of label 1; label 0 has 1 - alpha.
 * @param gamma 0 or more: how fast the loss fades for what is right already.
 */
export function sigmoidFocalCrossEntropy<T extends Tensor>(
  labels: Tensor | TensorLike,
  logits: Tensor | TensorLike,
  alpha = 0.25,
  gamma = 2,
  weights?: Tensor | TensorLike,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  const operation = 'sigmoidFocalCrossEntropy';
  return tf.tidy(operation, () => {
    const x = floatTensor(logits, 'logits', operation);
    const z = floatTensor(labels, 'labels', operation);
    assertSameShape(z, x, 'labels', operation);
    const rest = tf.sub(1, z);
    const wrong = tf.add(tf.mul(z, sigmoid(tf.neg(x))), tf.mul(rest, sigmoid(x)));
    const share = tf.add(tf.mul(z, alpha), tf.mul(rest, 1 - alpha));
    const focus = tf.mul(share, safePow(wrong, gamma));
    return reduceLosses(weighted(focus, sigmoidLosses(z, x)), weights, reduction, operation);
  }) as T;
}

/**
 * -sum(alpha t (1 - p)^gamma log(p)) along the last axis, p = softmax(logits).
 *
 * @param onehotLabels Shape [..., classes], as the logits.
 */
export function softmaxFocalCrossEntropy<T extends Tensor>(
  onehotLabels: Tensor | TensorLike,
  logits: Tensor | TensorLike,
  alpha = 0.25,
  gamma = 2,
  weights?: Tensor | TensorLike,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  const operation = 'softmaxFocalCrossEntropy';
  return tf.tidy(operation, () => {
    const x = floatTensor(logits, 'logits', operation);
    const labels = floatTensor(onehotLabels, 'onehotLabels', operation);
    assertSameShape(labels, x, 'onehotLabels', operation);
    const logP = logSoftmax(x);
    const focus = weighted(labels, safePow(oneMinusExp(logP), gamma));
    const losses = tf.mul(tf.sum(weighted(focus, logP), -1), -alpha);
    return reduceLosses(losses, weights, reduction, operation);
  }) as T;
}
