/**
 * Single operations at the numbers where tfjs' backends were seen to disagree with IEEE 754, with
 * one another, or with the formula, and some where they might.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface KernelCase {
  /** As a person would write it. */
  readonly text: string;
  /** Two numbers, the second unused by operations on one. */
  readonly at: readonly [number, number];
  readonly operation: (a: tf.Scalar, b: tf.Scalar) => tf.Tensor;
  /** What IEEE 754, or the formula in double precision, gives. */
  readonly exact: number;
}

const one = (
  text: string,
  at: number,
  operation: (a: tf.Scalar) => tf.Tensor,
  exact: number,
): KernelCase => ({ text, at: [at, 0], operation, exact });

const two = (
  text: string,
  at: readonly [number, number],
  operation: KernelCase['operation'],
  exact: number,
): KernelCase => ({ text, at, operation, exact });

const pair = (a: tf.Scalar, b: tf.Scalar): tf.Tensor1D => tf.stack([a, b]) as tf.Tensor1D;
const pooled = (a: tf.Scalar, b: tf.Scalar): tf.Tensor => {
  const image = tf.reshape(pair(a, b), [1, 1, 2, 1]) as tf.Tensor4D;
  return tf.reshape(tf.maxPool(image, [1, 2], 1, 'valid'), []);
};

/** One of 16 equal sums a a + a b: a product large enough for the kernels that libraries tune. */
const sumOfProducts = (a: tf.Scalar, b: tf.Scalar): tf.Tensor => {
  const rows = tf.tile(tf.reshape(pair(a, a), [1, 2]), [4, 1]);
  const columns = tf.tile(tf.reshape(pair(a, b), [2, 1]), [1, 4]);
  return tf.reshape(tf.slice(tf.matMul(rows, columns), [0, 0], [1, 1]), []);
};

export const kernelCases: readonly KernelCase[] = [
  one('relu(NaN)', NaN, tf.relu, NaN),
  two('relu(Inf - Inf)', [Infinity, Infinity], (a, b) => tf.relu(tf.sub(a, b)), NaN),
  one('relu6(NaN)', NaN, tf.relu6, NaN),
  one('clipByValue(NaN, -1, 1)', NaN, (a) => tf.clipByValue(a, -1, 1), NaN),
  two('maximum(NaN, 1)', [NaN, 1], tf.maximum, NaN),
  two('maximum(1, NaN)', [1, NaN], tf.maximum, NaN),
  two('minimum(NaN, 1)', [NaN, 1], tf.minimum, NaN),
  two('minimum(1, NaN)', [1, NaN], tf.minimum, NaN),
  two('max([NaN, 1])', [NaN, 1], (a, b) => tf.max(pair(a, b)), NaN),
  two('max([1, NaN])', [1, NaN], (a, b) => tf.max(pair(a, b)), NaN),
  two('min([1, NaN])', [1, NaN], (a, b) => tf.min(pair(a, b)), NaN),
  two('maxPool([NaN, 1])', [NaN, 1], pooled, NaN),
  two('maxPool([1, NaN])', [1, NaN], pooled, NaN),
  two('sum([Inf, -Inf])', [Infinity, -Infinity], (a, b) => tf.sum(pair(a, b)), NaN),
  two('matMul([1e20, 1e20], [1e20, -1e20])', [1e20, -1e20], sumOfProducts, 0),
  one('sign(NaN)', NaN, tf.sign, NaN),
  one('sign(1e-8)', 1e-8, tf.sign, 1),
  one('elu(NaN)', NaN, tf.elu, NaN),
  one('leakyRelu(NaN)', NaN, (a) => tf.leakyRelu(a), NaN),
  one('step(NaN)', NaN, (a) => tf.step(a), NaN),
  two('pow(1, Inf)', [1, Infinity], tf.pow, 1),
  two('pow(1, NaN)', [1, NaN], tf.pow, 1),
  two('pow(-1, Inf)', [-1, Infinity], tf.pow, 1),
  two('pow(NaN, 0)', [NaN, 0], tf.pow, 1),
  one('log1p(1e-10)', 1e-10, tf.log1p, Math.log1p(Math.fround(1e-10))),
  one('expm1(1e-10)', 1e-10, tf.expm1, Math.expm1(Math.fround(1e-10))),
  one('exp(-100)', -100, tf.exp, Math.exp(-100)),
  one('sigmoid(-100)', -100, tf.sigmoid, Math.exp(-100)),
  one('softplus(-100)', -100, tf.softplus, Math.log1p(Math.exp(-100))),
  one('softplus(100)', 100, tf.softplus, 100),
  two('1e-40 + 1e-40', [1e-40, 1e-40], tf.add, 2 * Math.fround(1e-40)),
  two('1e-30 * 1e-10', [1e-30, 1e-10], tf.mul, Math.fround(1e-30) * Math.fround(1e-10)),
  one('reciprocal(3)', 3, tf.reciprocal, 1 / 3),
  one('rsqrt(0)', 0, tf.rsqrt, Infinity),
  one('sqrt(-0)', -0, tf.sqrt, -0),
  one('round(2.5)', 2.5, tf.round, 2),
  two('atan2(1e-40, 1e-40)', [1e-40, 1e-40], tf.atan2, Math.PI / 4),
  two('mod(-1, 3)', [-1, 3], tf.mod, 2),
  two('mod(1, Inf)', [1, Infinity], tf.mod, 1),
  two('divNoNan(NaN, 0)', [NaN, 0], tf.divNoNan, 0),
  two('squaredDifference(Inf, Inf)', [Infinity, Infinity], tf.squaredDifference, NaN),
];
