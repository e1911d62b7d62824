/** Losses by the textbook, with the gradients that tfjs derives from them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { sigmoid } from './elementwise.js';
import { cosineSimilarity, softmax } from './reductions.js';

/** mean(-sum(t log(softmax(x)))) */
export const softmaxCrossEntropy = (onehotLabels: Tensor, logits: Tensor): Tensor =>
  tf.neg(tf.mean(tf.sum(tf.mul(onehotLabels, tf.log(softmax(logits))), -1)));

/** `softmaxCrossEntropy` of one-hot labels */
export const sparseSoftmaxCrossEntropy = (labels: Tensor, logits: Tensor): Tensor =>
  softmaxCrossEntropy(tf.oneHot(tf.cast(labels, 'int32'), logits.shape.at(-1)!), logits);

/** mean(-z log(s) - (1 - z) log(1 - s)) with s = sigmoid(x) */
export const sigmoidCrossEntropy = (multiClassLabels: Tensor, logits: Tensor): Tensor =>
  logLoss(multiClassLabels, sigmoid(logits));

/** mean(-z log(p) - (1 - z) log(1 - p)) */
export const logLoss = (labels: Tensor, predictions: Tensor): Tensor =>
  tf.neg(
    tf.mean(
      tf.add(
        tf.mul(labels, tf.log(predictions)),
        tf.mul(tf.sub(1, labels), tf.log(tf.sub(1, predictions))),
      ),
    ),
  );

/** mean(-alpha_t (1 - p_t)^gamma log(p_t)) with p = sigmoid(x) */
export const sigmoidFocalCrossEntropy = (
  labels: Tensor,
  logits: Tensor,
  alpha = 0.25,
  gamma = 2,
): Tensor => {
  const p = sigmoid(logits);
  const right = tf.add(tf.mul(labels, p), tf.mul(tf.sub(1, labels), tf.sub(1, p)));
  const share = tf.add(tf.mul(labels, alpha), tf.mul(tf.sub(1, labels), 1 - alpha));
  const focus = tf.pow(tf.sub(1, right), gamma);
  return tf.neg(tf.mean(tf.mul(tf.mul(share, focus), tf.log(right))));
};

/** mean(-sum(alpha t (1 - p)^gamma log(p))) with p = softmax(x) */
export const softmaxFocalCrossEntropy = (
  onehotLabels: Tensor,
  logits: Tensor,
  alpha = 0.25,
  gamma = 2,
): Tensor => {
  const p = softmax(logits);
  const each = tf.mul(onehotLabels, tf.mul(tf.pow(tf.sub(1, p), gamma), tf.log(p)));
  return tf.mul(tf.mean(tf.sum(each, -1)), -alpha);
};

/** mean(sum(p log(p / q))) */
export const klDivergence = (yTrue: Tensor, yPred: Tensor): Tensor =>
  tf.mean(tf.sum(tf.mul(yTrue, tf.log(tf.div(yTrue, yPred))), -1));

/** The mean of both divergences from the mean distribution */
export const jsDivergence = (p: Tensor, q: Tensor): Tensor => {
  const middle = tf.mul(tf.add(p, q), 0.5);
  return tf.mul(tf.add(klDivergence(p, middle), klDivergence(q, middle)), 0.5);
};

/** mean(rate - count log(rate)) */
export const poissonLoss = (yTrue: Tensor, yPred: Tensor): Tensor =>
  tf.mean(tf.sub(yPred, tf.mul(yTrue, tf.log(yPred))));

/** mean((log(variance) + (y - mean)^2 / variance) / 2) with variance = exp(logVariance) */
export const gaussianLoss = (labels: Tensor, mean: Tensor, logVariance: Tensor): Tensor => {
  const spread = tf.exp(logVariance);
  const residual = tf.squaredDifference(labels, mean);
  return tf.mul(tf.mean(tf.add(tf.log(spread), tf.div(residual, spread))), 0.5);
};

/** mean(log(2 scale) + |y - mean| / scale) with scale = exp(logScale) */
export const laplaceLoss = (labels: Tensor, mean: Tensor, logScale: Tensor): Tensor => {
  const scale = tf.exp(logScale);
  return tf.mean(tf.add(tf.log(tf.mul(scale, 2)), tf.div(tf.abs(tf.sub(labels, mean)), scale)));
};

/** mean(1 - cosine) */
export const cosineLoss = (labels: Tensor, predictions: Tensor, axis = -1): Tensor =>
  tf.mean(tf.sub(1, cosineSimilarity(labels, predictions, axis)));

/** mean(yTrue / sum(yPred)) */
export const ratioLoss = (yTrue: Tensor, yPred: Tensor): Tensor =>
  tf.mean(tf.div(yTrue, tf.sum(yPred)));
