import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import * as ops from '../index.js';
import { describeBackends } from '../test-support/backends.js';

type Function1 = (x: tf.Tensor) => tf.Tensor;

interface SecondCase {
  readonly title: string;
  readonly operation: Function1;
}

const y = () =>
  tf.tensor2d([
    [0.2, 0.3, 0.5],
    [0.6, 0.3, 0.1],
  ]);
const ranked: Function1 = (x) => tf.mul(x, tf.reshape(tf.range(1, x.size + 1), x.shape));

/** Twice differentiable at the points below. */
const cases: readonly SecondCase[] = [
  { title: 'logSumExp', operation: (x) => ops.logSumExp(x, 1) },
  { title: 'logMeanExp', operation: (x) => ops.logMeanExp(x, 1) },
  { title: 'softmax', operation: (x) => ranked(ops.softmax(x)) },
  { title: 'logSoftmax', operation: (x) => ranked(ops.logSoftmax(x)) },
  { title: 'maskedSoftmax', operation: (x) => ranked(ops.maskedSoftmax(x, [[1, 0, 1]])) },
  { title: 'norm', operation: (x) => ops.norm(x, 2, 1) },
  { title: 'normalize', operation: (x) => ranked(ops.normalize(x, 1)) },
  { title: 'cosineSimilarity', operation: (x) => ops.cosineSimilarity(x, y()) },
  { title: 'pairwiseDistance', operation: (x) => ops.pairwiseDistance(x, y()) },
  { title: 'variance', operation: (x) => ops.variance(x, 1) },
  { title: 'standardDeviation', operation: (x) => ops.standardDeviation(x, 1) },
  { title: 'standardize', operation: (x) => ranked(ops.standardize(x, 1)) },
  {
    title: 'maskedMean of squares',
    operation: (x) => ops.maskedMean(tf.square(x), [[1, 0, 1]], 1),
  },
  { title: 'logProd', operation: (x) => ops.logProd(x, 1) },
  { title: 'geometricMean', operation: (x) => ops.geometricMean(x, 1) },
  { title: 'meanOfSquares', operation: (x) => ops.meanOfSquares(x, 1) },
  { title: 'softmaxCrossEntropy', operation: (x) => ops.softmaxCrossEntropy(y(), x) },
  {
    title: 'sparseSoftmaxCrossEntropy',
    operation: (x) => ops.sparseSoftmaxCrossEntropy([2, 0], x),
  },
  { title: 'sigmoidCrossEntropy', operation: (x) => ops.sigmoidCrossEntropy(y(), x) },
  { title: 'sigmoidFocalCrossEntropy', operation: (x) => ops.sigmoidFocalCrossEntropy(y(), x) },
  { title: 'softmaxFocalCrossEntropy', operation: (x) => ops.softmaxFocalCrossEntropy(y(), x) },
  { title: 'klDivergence in q', operation: (x) => ops.klDivergence(y(), x) },
  { title: 'klDivergence in p', operation: (x) => ops.klDivergence(x, y()) },
  { title: 'jsDivergence', operation: (x) => ops.jsDivergence(x, y()) },
  { title: 'poissonLoss', operation: (x) => ops.poissonLoss(y(), x) },
  {
    title: 'gaussianLoss in the mean',
    operation: (x) => ops.gaussianLoss(y(), x, tf.zeros([2, 3])),
  },
  {
    title: 'gaussianLoss in the variance',
    operation: (x) => ops.gaussianLoss(y(), tf.ones([2, 3]), x),
  },
  { title: 'laplaceLoss in the scale', operation: (x) => ops.laplaceLoss(y(), tf.ones([2, 3]), x) },
  { title: 'cosineLoss', operation: (x) => ops.cosineLoss(y(), x) },
  { title: 'logLoss', operation: (x) => ops.logLoss(y(), x) },
  { title: 'ratioLoss', operation: (x) => ops.ratioLoss(y(), x) },
];

const point = [0.3, 0.45, 0.25, 0.15, 0.35, 0.5];

/** The sum of the gradient, each element weighted differently, as a function of x. */
const slope =
  (operation: Function1): Function1 =>
  (x) =>
    tf.sum(ranked(tf.grad((input) => tf.sum(operation(input)))(x)));

const at = (values: readonly number[]) => tf.tensor2d([...values], [2, 3]);
const numbers = (compute: () => tf.Tensor) => Array.from(tf.tidy(compute).dataSync());

describeBackends('second derivatives', () => {
  test.each(cases)('of $title are the slopes of its gradient', ({ operation }) => {
    const got = numbers(() => tf.grad(slope(operation))(at(point)));
    const step = 2 ** -8;
    got.forEach((second, i) => {
      const moved = (by: number) =>
        numbers(() => slope(operation)(at(point.map((x, j) => (i === j ? x + by : x)))))[0]!;
      // Richardson's extrapolation of two central differences.
      const central = (h: number) => (moved(h) - moved(-h)) / (2 * h);
      const want = (4 * central(step) - central(2 * step)) / 3;
      const largest = Math.max(...got.map(Math.abs), 1);
      expect(
        Math.abs(second - want),
        `element ${String(i)}: got ${String(second)}, want ${String(want)}`,
      ).toBeLessThan(5e-3 * largest);
    });
  });

  const extremes: readonly (SecondCase & { readonly x: readonly number[] })[] = [
    ...cases
      .filter(({ title }) => /softmax|Softmax|logSumExp|logMeanExp|sigmoid/.test(title))
      .map((one) => ({ ...one, x: [1000, 0, -1000, -3e30, 88, 89] })),
    ...cases
      .filter(({ title }) =>
        /^(variance|meanOfSquares|standardDeviation|standardize|norm)/.test(title),
      )
      .map((one) => ({ ...one, x: [3e8, 4e8, 5e8, 1e-9, 2e-9, 4e-9] })),
    ...cases
      .filter(({ title }) => /^(standardDeviation|standardize|variance|norm|cosine)/.test(title))
      .map((one) => ({ ...one, title: `${one.title}, constants and 0,`, x: [7, 7, 7, 0, 0, 0] })),
  ];

  test.each(extremes)('of $title are finite at $x', ({ operation, x }) => {
    const got = numbers(() => tf.grad(slope(operation))(at(x)));
    expect(got.every(Number.isFinite), got.join(', ')).toBe(true);
  });
});
