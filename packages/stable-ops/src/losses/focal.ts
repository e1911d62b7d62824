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
import { StableOpsError } from '../errors.js';
import { safePow } from '../elementwise/power.js';
import { sigmoid } from '../elementwise/sigmoid.js';
import { floatTensor } from '../internal/argument.js';
import { differentiable, differentiableBinary } from '../internal/custom.js';
import { exp } from '../internal/exp.js';
import { zeroUnless } from '../internal/select.js';
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
 * focus * loss. Where the loss is infinite the focus has come to its end, faster than the loss grew:
 * its part of the gradient is 0, not Infinity * 0.
 */
const focused = differentiableBinary(weighted, (focus, loss, dy) => [
  tf.mul(
    dy,
    zeroUnless((x) => tf.notEqual(tf.abs(x), Infinity), loss),
  ),
  weighted(focus, dy),
]);

function assertFocus(alpha: number, gamma: number, operation: string): void {
  if (!(alpha >= 0 && alpha <= 1))
    throw new StableOpsError(
      operation,
      'alpha',
      'must lie in 0..1',
      String(alpha),
      'pass the share of label 1, for example 0.25',
    );
  if (!(gamma >= 0 && gamma < Infinity))
    throw new StableOpsError(
      operation,
      'gamma',
      'must be 0 or more, and finite',
      String(gamma),
      'pass for example 2; 0 is cross-entropy',
    );
}

/**
 * alpha_t (1 - p_t)^gamma crossEntropy, element by element, p = sigmoid(logits).
 *
 * @param labels 0..1, of the shape of the logits.
 * @param alpha The share of label 1; label 0 has 1 - alpha.
 * @param gamma 0 or more: how fast the loss fades for what is right already.
 * @throws StableOpsError for another alpha or gamma, and for labels of another shape.
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
  assertFocus(alpha, gamma, operation);
  return tf.tidy(operation, () => {
    const x = floatTensor(logits, 'logits', operation);
    const z = floatTensor(labels, 'labels', operation);
    assertSameShape(z, x, 'labels', operation);
    const rest = tf.sub(1, z);
    const wrong = tf.add(tf.mul(z, sigmoid(tf.neg(x))), tf.mul(rest, sigmoid(x)));
    const share = tf.add(tf.mul(z, alpha), tf.mul(rest, 1 - alpha));
    const focus = tf.mul(share, safePow(wrong, gamma));
    return reduceLosses(focused(focus, sigmoidLosses(z, x)), weights, reduction, operation);
  }) as T;
}

/**
 * -sum(alpha t (1 - p)^gamma log(p)) along the last axis, p = softmax(logits).
 *
 * @param onehotLabels Shape [..., classes], as the logits.
 * @throws StableOpsError for an alpha outside 0..1, a negative gamma, and labels of another shape.
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
  assertFocus(alpha, gamma, operation);
  return tf.tidy(operation, () => {
    const x = floatTensor(logits, 'logits', operation);
    const labels = floatTensor(onehotLabels, 'onehotLabels', operation);
    assertSameShape(labels, x, 'onehotLabels', operation);
    const logP = logSoftmax(x);
    const focus = weighted(labels, safePow(oneMinusExp(logP), gamma));
    const losses = tf.mul(tf.sum(focused(focus, logP), -1), -alpha);
    return reduceLosses(losses, weights, reduction, operation);
  }) as T;
}
