/**
 * clipByGlobalNorm: gradients scaled down together, so that their common norm is at most clipNorm.
 *
 * clipNorm / norm with norm = sqrt(sum(g^2)) is 0 for one gradient above 1.8e19 (its square is
 * Infinity), NaN for one that is infinite (Infinity * 0), and NaN for all parameters for one NaN.
 *
 * The rule here, so that the result is always finite and never longer than clipNorm:
 * - NaN counts as 0, in its own element only;
 * - infinite elements outweigh all others: they become ±clipNorm / sqrt(how many), the rest 0;
 * - otherwise g * min(1, clipNorm / norm), with a norm that neither overflows nor vanishes.
 * `globalNorm` is that of the gradients as they came: NaN or Infinity if one of them is.
 *
 * Source: R. Pascanu et al., "On the difficulty of training recurrent neural networks", 2013.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';
import { assertList } from './gradient-list.js';
import { divideNoNan } from '../elementwise/divide.js';
import { floatTensor } from '../internal/argument.js';
import { constant, select, zeroUnless } from '../internal/select.js';
import { fittingScale } from '../elementwise/hypot.js';
import { norm } from '../reductions/norm.js';

/** The gradients after clipping, and the norm that they had before. */
export interface ClippedGradients<T extends Tensor> {
  readonly gradients: T[];
  readonly globalNorm: Scalar;
}

/** ±1 at infinite elements, 0 elsewhere. */
const infiniteSigns = constant((x) => {
  const up = tf.cast(tf.equal(x, Infinity), 'float32');
  return tf.sub(up, tf.cast(tf.equal(x, -Infinity), 'float32'));
});

/**
 * @param gradients Any shapes.
 * @param clipNorm The largest common norm, positive and finite.
 * @returns Tensors of the shapes given; the gradient of each is defined, at 0 too.
 * @throws StableOpsError where clipNorm is not positive and finite, or no gradients are given.
 */
export function clipByGlobalNorm<T extends Tensor>(
  gradients: readonly T[],
  clipNorm: number,
): ClippedGradients<T> {
  if (!(clipNorm > 0 && clipNorm < Infinity))
    throw new StableOpsError(
      'clipByGlobalNorm',
      'clipNorm',
      'must be positive and finite',
      String(clipNorm),
      'pass the largest norm to allow, for example 1',
    );
  assertList(gradients, 'clipByGlobalNorm');
  const { globalNorm, clipped } = tf.tidy(() => {
    const given = gradients.map((g) => floatTensor(g, 'gradients', 'clipByGlobalNorm'));
    const numbers = given.map((g) => zeroUnless((x) => tf.equal(x, x), g));
    const signs = numbers.map((g) => infiniteSigns(g));
    const infinities = tf.addN(signs.map((s) => tf.sum(tf.square(s))));
    const finite = numbers.map((g) => zeroUnless((x) => tf.less(tf.abs(x), Infinity), g));
    const scale = commonScale(finite);
    const fitted = finite.map((g) => tf.mul(g, scale));
    const length = commonNorm(fitted);
    const share = divideNoNan(tf.scalar(clipNorm), tf.sqrt(infinities));
    return {
      globalNorm: commonNorm(given) as Scalar,
      clipped: finite.map((g, i) => {
        const shortened = tf.mul(fitted[i]!, divideNoNan(tf.scalar(clipNorm), length));
        const norms = tf.mul(tf.onesLike(g), tf.div(length, scale));
        const ordinary = select((x) => tf.greater(x, clipNorm), norms, shortened, g);
        const some = tf.mul(tf.onesLike(g), infinities);
        return select((x) => tf.greater(x, 0), some, tf.mul(signs[i]!, share), ordinary) as T;
      }),
    };
  });
  return { gradients: clipped, globalNorm };
}

/** The power of two by which the squares of all fit into float32; a constant. */
function commonScale(tensors: readonly Tensor[]): Tensor {
  const largest = constant((x) => tf.max(tf.abs(x)));
  return constant(fittingScale)(tf.max(row(tensors.map((x) => largest(x)))));
}

/** The norm of all tensors together. */
function commonNorm(tensors: readonly Tensor[]): Tensor {
  return norm(row(tensors.map((x) => norm(x))));
}

/** Scalars in a row; the second derivative of `tf.stack` throws where there is only one. */
function row(scalars: readonly Tensor[]): Tensor {
  return tf.concat(scalars.map((x) => tf.reshape(x, [1])));
}
