/**
 * Divergences between distributions p and q along the last axis.
 *
 * p log(p / q) is 0 * log(0) = NaN where p = 0, value and gradient. Here a class with p = 0 adds
 * nothing (gradient 0 where log(p / q) is not finite), and log(p / q) is log1p((p - q) / q) where
 * the two are near, which keeps the digits of their difference. jsDivergence is finite always: its
 * second argument is the mean, which is 0 only where both are.
 *
 * klDivergence is Infinity where p > 0 and q = 0, as it is by definition.
 *
 * Source: scipy.special.rel_entr; J. Lin, "Divergence measures based on the Shannon entropy", 1991.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { reciprocal } from '../elementwise/reciprocal.js';
import { floatTensor } from '../internal/argument.js';
import { differentiableBinary } from '../internal/custom.js';
import { log1pOf } from '../internal/log1p.js';
import { keepNaN } from '../internal/select.js';
import { assertSameShape } from './cross-entropy.js';
import { reduceLosses } from './weighted-loss.js';

/** log(p / q) for p, q >= 0 and p > 0. */
const logRatio: (p: Tensor, q: Tensor) => Tensor = differentiableBinary(
  (p, q) => {
    const apart = tf.div(tf.sub(p, q), q);
    const far = tf.sub(tf.log(p), tf.log(q));
    return tf.where(tf.less(tf.abs(apart), 0.5), log1pOf(apart), far);
  },
  (p, q, dy) => [tf.mul(dy, reciprocal(p)), tf.neg(tf.mul(dy, reciprocal(q)))],
);

/** p log(p / q), 0 where p is 0. */
const relativeEntropy: (p: Tensor, q: Tensor) => Tensor = differentiableBinary(
  (p, q) => zeroAtZero(p, q, tf.mul(p, logRatio(p, q))),
  (p, q, dy) => [tf.mul(dy, slopeInP(p, q)), tf.neg(tf.mul(dy, ratio(p, q)))],
);

/** 1 + log(p / q), 0 where p is 0. */
const slopeInP: (p: Tensor, q: Tensor) => Tensor = differentiableBinary(
  (p, q) => zeroAtZero(p, q, tf.add(logRatio(p, q), 1)),
  (p, q, dy) => [ratio(dyWhere(p, dy), p), tf.neg(ratio(dyWhere(p, dy), q))],
);

/** p / q, 0 where p is 0. */
const ratio: (p: Tensor, q: Tensor) => Tensor = differentiableBinary(
  (p, q) => zeroAtZero(p, q, tf.div(p, q)),
  (p, q, dy) => [ratio(dy, q), tf.neg(ratio(tf.mul(dy, ratio(p, q)), q))],
);

/** dy, but 0 where p is 0. */
const dyWhere: (p: Tensor, dy: Tensor) => Tensor = differentiableBinary(
  (p, dy) => tf.where(tf.equal(p, 0), tf.zerosLike(dy), dy),
  (p, _dy, upstream) => [tf.zerosLike(p), dyWhere(p, upstream)],
);

/** log(p / q), 0 where p is 0. */
const logRatioOrZero: (p: Tensor, q: Tensor) => Tensor = differentiableBinary(
  (p, q) => zeroAtZero(p, q, logRatio(p, q)),
  (p, q, dy) => [ratio(dyWhere(p, dy), p), tf.neg(ratio(dyWhere(p, dy), q))],
);

/** (p log(p / m) + q log(q / m)) / 2 with m = (p + q) / 2, whose gradient in p is log(p / m) / 2. */
const jensenShannon: (p: Tensor, q: Tensor) => Tensor = differentiableBinary(
  (p, q) => {
    const m = tf.mul(tf.add(p, q), 0.5);
    return tf.mul(tf.add(relativeEntropy(p, m), relativeEntropy(q, m)), 0.5);
  },
  (p, q, dy) => {
    const m = tf.mul(tf.add(p, q), 0.5);
    const half = tf.mul(dy, 0.5);
    return [tf.mul(half, logRatioOrZero(p, m)), tf.mul(half, logRatioOrZero(q, m))];
  },
);

function zeroAtZero(p: Tensor, q: Tensor, result: Tensor): Tensor {
  return tf.where(tf.equal(p, 0), keepNaN(q), result);
}

function relativeEntropies(p: Tensor, q: Tensor): Tensor {
  return tf.sum(relativeEntropy(p, q), -1);
}

/**
 * sum(yTrue log(yTrue / yPred)), averaged over the samples; the argument order of Keras's
 * `kullbackLeiblerDivergence`. Nothing is clipped.
 *
 * @param yTrue,yPred Probabilities of one shape, [..., classes].
 */
export function klDivergence<T extends Tensor>(
  yTrue: Tensor | TensorLike,
  yPred: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  return tf.tidy('klDivergence', () => {
    const p = floatTensor(yTrue, 'yTrue', 'klDivergence');
    const q = floatTensor(yPred, 'yPred', 'klDivergence');
    assertSameShape(q, p, 'yPred', 'klDivergence');
    return reduceLosses(relativeEntropies(p, q), weights, reduction, 'klDivergence');
  }) as T;
}

/** The mean of the divergences of p and q from (p + q) / 2: between 0 and log 2. */
export function jsDivergence<T extends Tensor>(
  p: Tensor | TensorLike,
  q: Tensor | TensorLike,
  weights?: Tensor | TensorLike,
  reduction: tf.Reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS,
): T {
  return tf.tidy('jsDivergence', () => {
    const left = floatTensor(p, 'p', 'jsDivergence');
    const right = floatTensor(q, 'q', 'jsDivergence');
    assertSameShape(right, left, 'q', 'jsDivergence');
    const losses = tf.sum(jensenShannon(left, right), -1);
    return reduceLosses(losses, weights, reduction, 'jsDivergence');
  }) as T;
}
