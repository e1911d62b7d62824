/**
 * Negative log-likelihoods.
 *
 * - `poissonLoss`: rate - count log(rate); the naive form is 0 * log(0) = NaN for count 0, rate 0.
 * - `gaussianLoss` and `laplaceLoss` take the logarithm of the variance or scale: dividing by
 *   exp(logVariance) is 0 / 0 = NaN below -104 for a residual of 0 and log(exp(...)) is Infinity
 *   above 88.8. Here the residual is multiplied by exp(-logVariance / 2), 0 for residual 0.
 * - Constants are kept (log(2 pi) / 2, log 2), except log(count!), which has no gradient.
 *
 * Source: the densities of the distributions; PyTorch `GaussianNLLLoss(full=True)`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { abs } from '../elementwise/clip.js';
import { xlogy } from '../elementwise/xlogy.js';
import { floatTensor } from '../internal/argument.js';
import { assertBroadcastable, differentiableBinary } from '../internal/custom.js';
import { weighted } from '../internal/weighted.js';
import { reduceLosses } from './weighted-loss.js';

/** x exp(y), 0 for x = 0 also where exp(y) is Infinity, in value and gradients. */
const timesExp: (x: Tensor, y: Tensor) => Tensor = differentiableBinary(
  (x, y) => weighted(x, tf.exp(y)),
  (x, y, dy) => [timesExp(dy, y), weighted(dy, timesExp(x, y))],
);

/**
 * yPred - yTrue log(yPred), element by element; the argument order of Keras's `poisson`.
 *
 * @param yTrue Counts, 0 or more.
 * @param yPred Rates, 0 or more.
 */
export function poissonLoss<T extends Tensor>(
  yTrue: Tensor | TensorLike,
  yPred: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  return tf.tidy('poissonLoss', () => {
    const counts = floatTensor(yTrue, 'yTrue', 'poissonLoss');
    const rates = floatTensor(yPred, 'yPred', 'poissonLoss');
    assertBroadcastable(counts, rates, 'poissonLoss', 'yPred');
    return reduceLosses(tf.sub(rates, xlogy(counts, rates)), weights, reduction, 'poissonLoss');
  }) as T;
}

/**
 * (log(2 pi) + logVariance + (labels - mean)^2 / exp(logVariance)) / 2, element by element.
 */
export function gaussianLoss<T extends Tensor>(
  labels: Tensor | TensorLike,
  mean: Tensor | TensorLike,
  logVariance: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  return tf.tidy('gaussianLoss', () => {
    const { residual, spread } = parts(labels, mean, logVariance, 'logVariance', 'gaussianLoss');
    const z = timesExp(residual, tf.mul(spread, -0.5));
    const doubled = tf.add(tf.add(tf.square(z), spread), Math.log(2 * Math.PI));
    return reduceLosses(tf.mul(doubled, 0.5), weights, reduction, 'gaussianLoss');
  }) as T;
}

/** log(2) + logScale + |labels - mean| / exp(logScale), element by element. */
export function laplaceLoss<T extends Tensor>(
  labels: Tensor | TensorLike,
  mean: Tensor | TensorLike,
  logScale: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  return tf.tidy('laplaceLoss', () => {
    const { residual, spread } = parts(labels, mean, logScale, 'logScale', 'laplaceLoss');
    const size = abs(timesExp(residual, tf.neg(spread)));
    const losses = tf.add(tf.add(size, spread), Math.LN2);
    return reduceLosses(losses, weights, reduction, 'laplaceLoss');
  }) as T;
}

function parts(
  labels: Tensor | TensorLike,
  mean: Tensor | TensorLike,
  logSpread: Tensor | TensorLike,
  argument: string,
  operation: string,
): { residual: Tensor; spread: Tensor } {
  const y = floatTensor(labels, 'labels', operation);
  const centre = floatTensor(mean, 'mean', operation);
  const spread = floatTensor(logSpread, argument, operation);
  assertBroadcastable(y, centre, operation, 'mean');
  assertBroadcastable(y, spread, operation, argument);
  return { residual: tf.sub(y, centre), spread };
}
