/** Reductions by the textbook, with the gradients that tfjs derives from them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

type Axis = number | number[];

/** log(sum(exp(x))) */
export const logSumExp = (x: Tensor, axis?: Axis, keepDims = false): Tensor =>
  tf.log(tf.sum(tf.exp(x), axis, keepDims));

/** log(mean(exp(x))) */
export const logMeanExp = (x: Tensor, axis?: Axis, keepDims = false): Tensor =>
  tf.log(tf.mean(tf.exp(x), axis, keepDims));

/** log(exp(a) + exp(b)) */
export const logAddExp = (a: Tensor, b: Tensor): Tensor => tf.log(tf.add(tf.exp(a), tf.exp(b)));

/** log(exp(a) - exp(b)) */
export const logSubExp = (a: Tensor, b: Tensor): Tensor => tf.log(tf.sub(tf.exp(a), tf.exp(b)));

/** exp(x) / sum(exp(x)) */
export const softmax = (logits: Tensor, dim = -1): Tensor => {
  const weights = tf.exp(logits);
  return tf.div(weights, tf.sum(weights, dim, true));
};

/** log(softmax(x)) */
export const logSoftmax = (logits: Tensor, axis = -1): Tensor => tf.log(softmax(logits, axis));

/** exp(x) mask / sum(exp(x) mask) */
export const maskedSoftmax = (logits: Tensor, mask: Tensor, dim = -1): Tensor => {
  const weights = tf.mul(tf.exp(logits), tf.cast(mask, 'float32'));
  return tf.div(weights, tf.sum(weights, dim, true));
};

/** sqrt(sum(x^2)) */
export const norm = (x: Tensor, axis?: Axis, keepDims = false): Tensor =>
  tf.sqrt(tf.sum(tf.square(x), axis, keepDims));

/** x / sqrt(sum(x^2)) */
export const normalize = (x: Tensor, axis?: Axis): Tensor => tf.div(x, norm(x, axis, true));

/** a.b / (|a| |b|) */
export const cosineSimilarity = (a: Tensor, b: Tensor, axis = -1): Tensor =>
  tf.div(tf.sum(tf.mul(a, b), axis), tf.mul(norm(a, axis), norm(b, axis)));

/** sqrt(|a|^2 + |b|^2 - 2 a.b) */
export const pairwiseDistance = (a: Tensor, b: Tensor = a): Tensor => {
  const squares = tf.add(
    tf.sum(tf.square(a), 1, true),
    tf.reshape(tf.sum(tf.square(b), 1), [1, -1]),
  );
  const products = tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, false, true);
  return tf.sqrt(tf.sub(squares, tf.mul(products, 2)));
};

/** mean(x^2) - mean(x)^2 */
export const variance = (x: Tensor, axis?: Axis, keepDims = false): Tensor =>
  tf.sub(tf.mean(tf.square(x), axis, keepDims), tf.square(tf.mean(x, axis, keepDims)));

/** sqrt(variance(x)) */
export const standardDeviation = (x: Tensor, axis?: Axis, keepDims = false): Tensor =>
  tf.sqrt(variance(x, axis, keepDims));

/** (x - mean) / standardDeviation */
export const standardize = (x: Tensor, axis: Axis = 0): Tensor =>
  tf.div(tf.sub(x, tf.mean(x, axis, true)), standardDeviation(x, axis, true));

/** sum(x mask) / sum(mask) */
export const maskedMean = (x: Tensor, mask: Tensor, axis?: Axis, keepDims = false): Tensor => {
  const kept = tf.cast(mask, 'float32');
  return tf.div(tf.sum(tf.mul(x, kept), axis, keepDims), tf.sum(kept, axis, keepDims));
};

/** log(prod(x)) */
export const logProd = (x: Tensor, axis?: number): Tensor => tf.log(tf.prod(x, axis));

/** prod(x)^(1/n) */
export const geometricMean = (x: Tensor, axis?: number): Tensor => {
  const count = axis === undefined ? x.size : x.shape.at(axis)!;
  return tf.pow(tf.prod(x, axis), 1 / count);
};

/** sum(x^2) / n */
export const meanOfSquares = (x: Tensor, axis?: Axis, keepDims = false): Tensor => {
  const sum = tf.sum(tf.square(x), axis, keepDims);
  return tf.div(sum, x.size / sum.size);
};
