/**
 * logProd(x) = log(prod(x)) = sum(log(x)) and geometricMean(x) = exp(mean(log(x))).
 *
 * The product of 40 numbers of 1e3 is Infinity and that of 40 numbers of 1e-3 is 0: the naive
 * forms are log(Infinity), log(0), 0 to the power 1/n; their gradients NaN.
 *
 * Conventions: logProd is -Infinity where an element is 0, with gradient 1/x (Infinity there), and
 * NaN where one is negative. geometricMean is 0 where an element is 0, with gradient 0 there.
 *
 * Source: scipy.stats.gmean.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { divideNoNan } from '../elementwise/divide.js';
import { reciprocal } from '../elementwise/reciprocal.js';
import { floatTensor, reducedCount, reducedShape, reductionAxes } from '../internal/argument.js';
import { differentiable } from '../internal/custom.js';

const log = differentiable(
  (x) => tf.log(x),
  (x) => reciprocal(x),
);

/** sum(log(x)) along `axis` (all by default), for positive x. */
export function logProd<T extends Tensor>(
  x: Tensor | TensorLike,
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('logProd', () => {
    const input = floatTensor(x, 'x', 'logProd');
    return tf.sum(log(input), reductionAxes(input, axis, 'logProd'), keepDims);
  }) as T;
}

/** exp(mean(log(x))) along `axis` (all by default), for x >= 0; NaN where an element is negative. */
export function geometricMean<T extends Tensor>(
  x: Tensor | TensorLike,
  axis?: number | number[],
  keepDims = false,
): T {
  return tf.tidy('geometricMean', () => {
    const input = floatTensor(x, 'x', 'geometricMean');
    const axes = reductionAxes(input, axis, 'geometricMean');
    const kept = geometricMeanOver(axes)(input);
    return tf.reshape(kept, reducedShape(input.shape, axes, keepDims));
  }) as T;
}

function geometricMeanOver(axes: number[]): (x: Tensor) => Tensor {
  const apply: (x: Tensor) => Tensor = differentiable(
    (x) => tf.exp(tf.mean(tf.log(x), axes, true)),
    (x) => tf.div(divideNoNan(apply(x), x), reducedCount(x, axes)),
  );
  return apply;
}
