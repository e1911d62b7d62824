/**
 * logLoss from probabilities, ratioLoss and cosineLoss.
 *
 * - log(p) is -Infinity at p = 0 with gradient Infinity. tfjs adds epsilon to p, which is off for
 *   every small p and gives log(1 + epsilon) > 0 at p = 1; Keras clips p, and there the gradient is
 *   0: a prediction that is wholly wrong is never corrected. Here the logarithm is exact from
 *   epsilon on, and below it goes on along its tangent: value and gradient are finite, and the
 *   gradient, 1 / epsilon, still points the right way.
 * - ratioLoss is yTrue / sum(yPred), divided by `safeDivide`.
 * - cosineLoss is |u - v|^2 / 2 of the unit vectors, which does not cancel as 1 - u.v does.
 *
 * Source: the tangent is the first-order Taylor polynomial at epsilon; |u - v|^2 = 2 - 2 u.v.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';
import { safeDivide } from '../elementwise/divide.js';
import { floatTensor } from '../internal/argument.js';
import { differentiable } from '../internal/custom.js';
import { log1pOf } from '../internal/log1p.js';
import { isNaN, select } from '../internal/select.js';
import { normalize } from '../reductions/norm.js';
import { assertSameShape } from './cross-entropy.js';
import { reduceLosses } from './weighted-loss.js';

/** max(x, epsilon), NaN kept. */
function atLeast(x: Tensor, epsilon: number): Tensor {
  return tf.where(tf.less(x, epsilon), tf.fill(x.shape, epsilon), x);
}

/** 1 / max(x, epsilon), with the derivative of 1 / x from epsilon on and 0 below. */
function inverseAtLeast(epsilon: number): (x: Tensor) => Tensor {
  const apply: (x: Tensor) => Tensor = differentiable(
    (x) => tf.div(1, atLeast(x, epsilon)),
    (x) => {
      const inverse = apply(x);
      const below = (input: Tensor) => tf.less(input, epsilon);
      return select(below, x, tf.zerosLike(x), tf.neg(tf.mul(inverse, inverse)));
    },
  );
  return apply;
}

/** log(p), and its tangent below epsilon. */
function logOrTangent(epsilon: number): (p: Tensor) => Tensor {
  return differentiable(
    (p) => {
      const tangent = tf.add(tf.sub(tf.div(p, epsilon), 1), Math.log(epsilon));
      return tf.where(tf.less(p, epsilon), tangent, tf.log(p));
    },
    (p) => inverseAtLeast(epsilon)(p),
  );
}

/** log(1 - p), and its tangent from p = 1 - epsilon on. */
function logRestOrTangent(epsilon: number): (p: Tensor) => Tensor {
  return differentiable(
    (p) => {
      const rest = tf.sub(1, p);
      const tangent = tf.add(tf.sub(tf.div(rest, epsilon), 1), Math.log(epsilon));
      return tf.where(tf.less(rest, epsilon), tangent, log1pOf(tf.neg(p)));
    },
    (p) => tf.neg(inverseAtLeast(epsilon)(tf.sub(1, p))),
  );
}

/**
 * -z log(p) - (1 - z) log(1 - p), element by element, with the arguments of `tf.losses.logLoss`.
 * Prefer `sigmoidCrossEntropy` where there are logits.
 *
 * @param labels z, 0..1.
 * @param predictions p, 0..1, of the same shape.
 * @param epsilon Below it the logarithm goes on along its tangent; 2^-126..0.5.
 * @throws StableOpsError where epsilon lies outside.
 */
export function logLoss<T extends Tensor>(
  labels: Tensor | TensorLike,
  predictions: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  epsilon = 1e-7,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  if (!(epsilon >= 2 ** -126 && epsilon <= 0.5))
    throw new StableOpsError(
      'logLoss',
      'epsilon',
      'must lie in 2^-126..0.5',
      String(epsilon),
      'pass for example 1e-7',
    );
  return tf.tidy('logLoss', () => {
    const p = floatTensor(predictions, 'predictions', 'logLoss');
    const z = floatTensor(labels, 'labels', 'logLoss');
    assertSameShape(z, p, 'labels', 'logLoss');
    const hit = tf.mul(z, logOrTangent(epsilon)(p));
    const rest = tf.mul(tf.sub(1, z), logRestOrTangent(epsilon)(p));
    return reduceLosses(tf.neg(tf.add(hit, rest)), weights, reduction, 'logLoss');
  }) as T;
}

/**
 * mean(yTrue / sum(yPred)): the custom loss of the third worked example, with a denominator that
 * cannot be 0.
 *
 * @param epsilon As in `safeDivide`.
 */
export function ratioLoss<T extends Tensor>(
  yTrue: Tensor | TensorLike,
  yPred: Tensor | TensorLike,
  epsilon = 1e-8,
): T {
  return tf.tidy('ratioLoss', () => {
    const labels = floatTensor(yTrue, 'yTrue', 'ratioLoss');
    const total = tf.sum(floatTensor(yPred, 'yPred', 'ratioLoss'));
    return tf.mean(safeDivide(labels, total, epsilon));
  }) as T;
}

/**
 * 1 - cosine of the angle between labels and predictions along `axis`; 1 with gradient 0 where
 * either is the zero vector.
 *
 * @param labels,predictions One shape; they need not be unit vectors (`tf.losses.cosineDistance`
 *   supposes that they are).
 */
export function cosineLoss<T extends Tensor>(
  labels: Tensor | TensorLike,
  predictions: Tensor | TensorLike,
  axis = -1,
  weights?: Tensor | TensorLike,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  return tf.tidy('cosineLoss', () => {
    const y = floatTensor(labels, 'labels', 'cosineLoss');
    const x = floatTensor(predictions, 'predictions', 'cosineLoss');
    assertSameShape(y, x, 'labels', 'cosineLoss');
    const [u, v] = [normalize(y, axis), normalize(x, axis)];
    const half = tf.mul(tf.sum(tf.square(tf.sub(u, v)), axis), 0.5);
    // The unit vectors have length 1 or 0: their product tells where one is the zero vector.
    const present = tf.mul(tf.sum(tf.square(u), axis), tf.sum(tf.square(v), axis));
    const known = (length: Tensor) => tf.logicalOr(tf.greater(length, 0.5), isNaN(length));
    const losses = select(known, present, half, tf.onesLike(half));
    return reduceLosses(losses, weights, reduction, 'cosineLoss');
  }) as T;
}
