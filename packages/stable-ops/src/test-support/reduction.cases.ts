/**
 * The contract of reductions and losses: for one tensor at a time, the value and the gradient of
 * its sum, stated at the points where the textbook formula breaks, and at ordinary ones.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as ops from '../index.js';

type Nested = number | readonly Nested[];

export interface TensorCase {
  /** What is computed of what: the test's name. */
  readonly title: string;
  readonly operation: (x: Tensor) => Tensor;
  readonly x: Nested;
  readonly value: Nested;
  /** The gradient of the sum of the values. */
  readonly gradient: Nested;
  /** Relative error allowed, where it is not 4e-6. */
  readonly tolerance?: number;
}

const inf = Infinity;
const e = Math.exp;
const log = Math.log;
const softmaxOf = (xs: readonly number[]) => {
  const top = Math.max(...xs);
  const weights = xs.map((x) => e(x - top));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((w) => w / total);
};
const s3 = softmaxOf([1, 2, 3]);
const lse3 = log(e(1) + e(2) + e(3));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(e(-Math.abs(x)));
const sigmoid = (x: number) => 1 / (1 + e(-x));
const tensor = (values: Nested) => tf.tensor(values as number[]);
const none = tf.Reduction.NONE;

/** Operations that give several numbers are weighted by 1, 2, 3, ... so that the sum tells them apart. */
const ranked = (x: Tensor) => tf.mul(x, tf.reshape(tf.range(1, x.size + 1), x.shape));

export const reductionCases: readonly TensorCase[] = [
  {
    title: 'logSumExp of ordinary numbers',
    operation: (x) => ops.logSumExp(x),
    x: [1, 2, 3],
    value: lse3,
    gradient: s3,
  },
  {
    title: 'logSumExp beyond the range of exp',
    operation: (x) => ops.logSumExp(x),
    x: [1001, 1002, 1003],
    value: 1000 + lse3,
    gradient: s3,
  },
  {
    title: 'logSumExp below the range of exp',
    operation: (x) => ops.logSumExp(x),
    x: [-1001, -1002, -1003],
    value: -1004 + lse3,
    gradient: [...s3].reverse(),
  },
  {
    title: 'logSumExp with -Infinity among them',
    operation: (x) => ops.logSumExp(x),
    x: [-inf, 1, 1],
    value: 1 + Math.LN2,
    gradient: [0, 0.5, 0.5],
  },
  {
    title: 'logSumExp of nothing but -Infinity',
    operation: (x) => ops.logSumExp(x),
    x: [-inf, -inf],
    value: -inf,
    gradient: [0, 0],
  },
  {
    title: 'logSumExp with Infinity',
    operation: (x) => ops.logSumExp(x),
    x: [inf, 1, inf],
    value: inf,
    gradient: [0.5, 0, 0.5],
  },
  {
    title: 'logSumExp with NaN',
    operation: (x) => ops.logSumExp(x),
    x: [NaN, 1],
    value: NaN,
    gradient: [NaN, NaN],
  },
  {
    title: 'logSumExp of the largest numbers',
    operation: (x) => ops.logSumExp(x),
    x: [3e38, -3e38],
    value: 3e38,
    gradient: [1, 0],
  },
  {
    title: 'logSumExp by rows',
    operation: (x) => ops.logSumExp(x, 1),
    x: [
      [0, 0],
      [500, 500],
    ],
    value: [Math.LN2, 500 + Math.LN2],
    gradient: [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
  },
  {
    title: 'logMeanExp',
    operation: (x) => ops.logMeanExp(x),
    x: [900, 900],
    value: 900,
    gradient: [0.5, 0.5],
  },
  {
    title: 'softmax of logits times 1000',
    operation: (x) => ranked(ops.softmax(x)),
    x: [1000, 0, 0],
    value: [1, 0, 0],
    gradient: [0, 0, 0],
  },
  {
    title: 'softmax of ordinary numbers',
    operation: (x) => ops.softmax(x),
    x: [1, 2, 3],
    value: s3,
    gradient: [0, 0, 0],
  },
  {
    title: 'softmax of nothing but -Infinity',
    operation: (x) => ranked(ops.softmax(x)),
    x: [-inf, -inf],
    value: [0, 0],
    gradient: [0, 0],
  },
  {
    title: 'softmax with Infinity',
    operation: (x) => ranked(ops.softmax(x)),
    x: [inf, 1],
    value: [1, 0],
    gradient: [0, 0],
  },
  {
    title: 'softmax with NaN in one row',
    operation: (x) => ops.softmax(x),
    x: [
      [NaN, 0],
      [0, 0],
    ],
    value: [
      [NaN, NaN],
      [0.5, 0.5],
    ],
    gradient: [
      [NaN, NaN],
      [0, 0],
    ],
  },
  {
    title: 'softmax along the first axis',
    operation: (x) => ranked(ops.softmax(x, 0)),
    x: [[0], [0]],
    value: [[0.5], [1]],
    gradient: [[-0.25], [0.25]],
  },
  {
    title: 'logSoftmax of logits far apart',
    operation: (x) => ranked(ops.logSoftmax(x)),
    x: [1000, 0],
    value: [0, -2000],
    gradient: [-2, 2],
  },
  {
    title: 'logSoftmax with -Infinity',
    operation: (x) => ops.logSoftmax(x),
    x: [-inf, 0],
    value: [-inf, 0],
    gradient: [1, -1],
  },
  {
    title: 'logSoftmax of nothing but -Infinity',
    operation: (x) => ops.logSoftmax(x),
    x: [-inf, -inf],
    value: [-inf, -inf],
    gradient: [0, 0],
  },
  {
    title: 'maskedSoftmax of a row with a masked NaN',
    operation: (x) => ranked(ops.maskedSoftmax(x, tf.tensor1d([1, 0, 1], 'bool'))),
    x: [0, NaN, 0],
    value: [0.5, 0, 1.5],
    gradient: [-0.5, 0, 0.5],
  },
  {
    title: 'maskedSoftmax of a row masked out',
    operation: (x) => ranked(ops.maskedSoftmax(x, tf.zeros([2], 'bool'))),
    x: [1, 2],
    value: [0, 0],
    gradient: [0, 0],
  },
  {
    title: 'norm of 3 and 4',
    operation: (x) => ops.norm(x),
    x: [3, 4],
    value: 5,
    gradient: [0.6, 0.8],
  },
  { title: 'norm at 0', operation: (x) => ops.norm(x), x: [0, -0], value: 0, gradient: [0, 0] },
  {
    title: 'norm at 3e19',
    operation: (x) => ops.norm(x),
    x: [3e19, 4e19],
    value: 5e19,
    gradient: [0.6, 0.8],
  },
  {
    title: 'norm at 3e-30',
    operation: (x) => ops.norm(x),
    x: [3e-30, -4e-30],
    value: 5e-30,
    gradient: [0.6, -0.8],
  },
  {
    title: 'norm beyond the largest number',
    operation: (x) => ops.norm(x),
    x: [3e38, 3e38],
    value: inf,
    gradient: [Math.SQRT1_2, Math.SQRT1_2],
  },
  {
    title: 'norm of order 1 at 0',
    operation: (x) => ops.norm(x, 1),
    x: [0, -2],
    value: 2,
    gradient: [0, -1],
  },
  {
    title: 'norm of order Infinity with ties',
    operation: (x) => ops.norm(x, Infinity),
    x: [2, -2, 1],
    value: 2,
    gradient: [0.5, -0.5, 0],
  },
  {
    title: 'norm with Infinity',
    operation: (x) => ops.norm(x),
    x: [inf, -3, 4],
    value: inf,
    gradient: [NaN, 0, 0],
  },
  {
    title: 'norm of order 1 with Infinity',
    operation: (x) => ops.norm(x, 1),
    x: [-inf, -3, 4],
    value: inf,
    gradient: [-1, -1, 1],
  },
  {
    title: 'norm with NaN',
    operation: (x) => ops.norm(x),
    x: [NaN, 1],
    value: NaN,
    gradient: [NaN, NaN],
  },
  {
    title: 'norm by rows, keeping them',
    operation: (x) => ops.norm(x, 2, 1, true),
    x: [
      [3, 4],
      [0, 0],
    ],
    value: [[5], [0]],
    gradient: [
      [0.6, 0.8],
      [0, 0],
    ],
  },
  {
    title: 'normalize at 0',
    operation: (x) => ops.normalize(x),
    x: [0, 0],
    value: [0, 0],
    gradient: [0, 0],
  },
  {
    title: 'normalize at 3e30',
    operation: (x) => ops.normalize(x),
    x: [3e30, 4e30],
    value: [0.6, 0.8],
    gradient: [0.032e-30, -0.024e-30],
  },
  {
    title: 'cosineSimilarity with the zero vector',
    operation: (x) => ops.cosineSimilarity(x, tf.tensor1d([1, 2])),
    x: [0, 0],
    value: 0,
    gradient: [0, 0],
  },
  {
    title: 'cosineSimilarity of large vectors',
    operation: (x) => ops.cosineSimilarity(x, tf.tensor1d([3e30, 0])),
    x: [3e30, 4e30],
    value: 0.6,
    gradient: [0.64 / 5e30, -0.48 / 5e30],
  },
  {
    title: 'pairwiseDistance of points to themselves',
    operation: (x) => ops.pairwiseDistance(x),
    x: [
      [1, 2],
      [4, 6],
    ],
    value: [
      [0, 5],
      [5, 0],
    ],
    gradient: [
      [-1.2, -1.6],
      [1.2, 1.6],
    ],
  },
  {
    title: 'variance of a constant that is no float32',
    operation: (x) => ops.variance(x),
    x: [0.1, 0.1, 0.1],
    value: 0,
    gradient: [0, 0, 0],
  },
  {
    title: 'variance far from 0',
    operation: (x) => ops.variance(x),
    x: [10000, 10001, 10002],
    value: 2 / 3,
    gradient: [-2 / 3, 0, 2 / 3],
  },
  {
    title: 'standardDeviation of a constant',
    operation: (x) => ops.standardDeviation(x),
    x: [0.1, 0.1, 0.1],
    value: 0,
    gradient: [0, 0, 0],
  },
  {
    title: 'standardDeviation of large numbers',
    operation: (x) => ops.standardDeviation(x),
    x: [-1e30, 1e30],
    value: 1e30,
    gradient: [-0.5, 0.5],
  },
  {
    title: 'standardize of columns, one constant',
    operation: (x) => ops.standardize(x),
    x: [
      [1, 7],
      [3, 7],
    ],
    value: [
      [-1, 0],
      [1, 0],
    ],
    gradient: [
      [0, 0],
      [0, 0],
    ],
  },
  {
    title: 'maskedMean with a masked NaN',
    operation: (x) => ops.maskedMean(x, tf.tensor1d([1, 0, 1])),
    x: [1, NaN, 4],
    value: 2.5,
    gradient: [0.5, 0, 0.5],
  },
  {
    title: 'maskedMean of nothing',
    operation: (x) => ops.maskedMean(x, tf.zeros([2])),
    x: [1, inf],
    value: 0,
    gradient: [0, 0],
  },
  {
    title: 'logProd of a product beyond the range',
    operation: (x) => ops.logProd(x),
    x: [1e30, 1e30, 1e-10],
    value: 50 * log(10),
    gradient: [1e-30, 1e-30, 1e10],
  },
  {
    title: 'logProd with 0',
    operation: (x) => ops.logProd(x),
    x: [0, 2],
    value: -inf,
    gradient: [inf, 0.5],
  },
  {
    title: 'geometricMean of a product beyond the range',
    operation: (x) => ops.geometricMean(x),
    x: [1e30, 1e32],
    value: 1e31,
    gradient: [5, 0.05],
    // The logarithms are near 70: their rounding error is 70 times that of the mean.
    tolerance: 1e-5,
  },
  {
    title: 'geometricMean with 0',
    operation: (x) => ops.geometricMean(x),
    x: [0, 2],
    value: 0,
    gradient: [0, 0],
  },
  {
    title: 'meanOfSquares whose sum overflows',
    operation: (x) => ops.meanOfSquares(x),
    x: [1.5e19, 1.5e19],
    value: 2.25e38,
    gradient: [1.5e19, 1.5e19],
  },
  {
    title: 'meanOfSquares with Infinity',
    operation: (x) => ops.meanOfSquares(x),
    x: [-inf, 3],
    value: inf,
    gradient: [-inf, 3],
  },
  {
    title: 'meanOfSquares at 0',
    operation: (x) => ops.meanOfSquares(x),
    x: [0, 0],
    value: 0,
    gradient: [0, 0],
  },
];

export const lossCases: readonly TensorCase[] = [
  {
    title: 'softmaxCrossEntropy of ordinary logits',
    operation: (x) => ops.softmaxCrossEntropy(tensor([[0, 0, 1]]), x),
    x: [[1, 2, 3]],
    value: lse3 - 3,
    gradient: [[s3[0]!, s3[1]!, s3[2]! - 1]],
  },
  {
    title: 'softmaxCrossEntropy of logits 1000 apart',
    operation: (x) => ops.softmaxCrossEntropy(tensor([[0, 1]]), x),
    x: [[1000, 0]],
    value: 1000,
    gradient: [[1, -1]],
  },
  {
    title: 'softmaxCrossEntropy with a masked class',
    operation: (x) => ops.softmaxCrossEntropy(tensor([[0, 1, 0]]), x),
    x: [[0, 0, -inf]],
    value: Math.LN2,
    gradient: [[0.5, -0.5, 0]],
  },
  {
    title: 'softmaxCrossEntropy with the right class at -Infinity',
    operation: (x) => ops.softmaxCrossEntropy(tensor([[0, 1]]), x),
    x: [[0, -inf]],
    value: inf,
    gradient: [[1, -1]],
  },
  {
    title: 'softmaxCrossEntropy with the right class at Infinity',
    operation: (x) => ops.softmaxCrossEntropy(tensor([[0, 1]]), x),
    x: [[0, inf]],
    value: 0,
    gradient: [[0, 0]],
  },
  {
    title: 'softmaxCrossEntropy with label smoothing',
    operation: (x) => ops.softmaxCrossEntropy(tensor([[0, 1]]), x, undefined, 0.2),
    x: [[0, 0]],
    value: Math.LN2,
    gradient: [[0.4, -0.4]],
  },
  {
    title: 'softmaxCrossEntropy of weights that are all 0',
    operation: (x) => ops.softmaxCrossEntropy(tensor([[0, 1]]), x, tensor([0])),
    x: [[0, -inf]],
    value: 0,
    gradient: [[0, 0]],
  },
  {
    title: 'softmaxCrossEntropy with weights',
    operation: (x) =>
      ops.softmaxCrossEntropy(
        tensor([
          [0, 1],
          [1, 0],
        ]),
        x,
        tensor([3, 0]),
      ),
    x: [
      [0, 0],
      [NaN, 0],
    ].map((row, i) => (i === 1 ? [5, 5] : row)),
    value: 3 * Math.LN2,
    gradient: [
      [1.5, -1.5],
      [0, 0],
    ],
  },
  {
    title: 'sparseSoftmaxCrossEntropy',
    operation: (x) => ops.sparseSoftmaxCrossEntropy(tf.tensor1d([1], 'int32'), x),
    x: [[1000, 0]],
    value: 1000,
    gradient: [[1, -1]],
  },
  {
    title: 'sigmoidCrossEntropy of large logits',
    operation: (x) => ops.sigmoidCrossEntropy(tensor([1, 0, 1]), x, undefined, 0, none),
    x: [1000, 1000, -1000],
    value: [0, 1000, 1000],
    gradient: [0, 1, -1],
  },
  {
    title: 'sigmoidCrossEntropy of infinite logits that are right',
    operation: (x) => ops.sigmoidCrossEntropy(tensor([1, 0]), x, undefined, 0, none),
    x: [inf, -inf],
    value: [0, 0],
    gradient: [0, 0],
  },
  {
    title: 'sigmoidCrossEntropy of infinite logits that are wrong',
    operation: (x) => ops.sigmoidCrossEntropy(tensor([0, 1]), x, undefined, 0, none),
    x: [inf, -inf],
    value: [inf, inf],
    gradient: [1, -1],
  },
  {
    title: 'sigmoidCrossEntropy at 0 with label smoothing',
    operation: (x) => ops.sigmoidCrossEntropy(tensor([1]), x, undefined, 0.5),
    x: [0],
    value: Math.LN2,
    gradient: [-0.25],
  },
  {
    title: 'sigmoidCrossEntropy that is nearly right',
    operation: (x) => ops.sigmoidCrossEntropy(tensor([1]), x),
    x: [30],
    value: softplus(-30),
    gradient: [-sigmoid(-30)],
  },
  {
    title: 'sigmoidFocalCrossEntropy of large logits',
    operation: (x) => ops.sigmoidFocalCrossEntropy(tensor([1, 1]), x, 0.25, 2, undefined, none),
    x: [100, -100],
    value: [0, 25],
    gradient: [0, -0.25],
  },
  {
    title: 'sigmoidFocalCrossEntropy of infinite logits',
    operation: (x) =>
      ops.sigmoidFocalCrossEntropy(tensor([1, 1, 0, 0]), x, 0.25, 2, undefined, none),
    x: [inf, -inf, inf, -inf],
    value: [0, inf, inf, 0],
    gradient: [0, -0.25, 0.75, 0],
  },
  {
    title: 'sigmoidFocalCrossEntropy with gamma below 1 where it is right',
    operation: (x) => ops.sigmoidFocalCrossEntropy(tensor([1]), x, 0.25, 0.5),
    x: [300],
    value: 0,
    gradient: [0],
  },
  {
    title: 'softmaxFocalCrossEntropy of large logits',
    operation: (x) => ops.softmaxFocalCrossEntropy(tensor([[0, 1]]), x),
    x: [[100, 0]],
    value: 25,
    gradient: [[0.25, -0.25]],
  },
  {
    title: 'softmaxFocalCrossEntropy with the right class at -Infinity',
    operation: (x) => ops.softmaxFocalCrossEntropy(tensor([[0, 1]]), x),
    x: [[0, -inf]],
    value: inf,
    gradient: [[0.25, -0.25]],
  },
  {
    title: 'softmaxFocalCrossEntropy where it is right',
    operation: (x) => ops.softmaxFocalCrossEntropy(tensor([[0, 1, 0]]), x, 0.25, 0.5),
    x: [[0, 300, -inf]],
    value: 0,
    gradient: [[0, 0, 0]],
  },
  {
    title: 'klDivergence with zeros in both',
    operation: (q) => ops.klDivergence(tensor([[0, 0.5, 0.5]]), q),
    x: [[0, 0.25, 0.75]],
    value: 0.5 * log(2) + 0.5 * log(2 / 3),
    gradient: [[0, -2, -2 / 3]],
  },
  {
    title: 'klDivergence in its first argument at 0',
    operation: (p) => ops.klDivergence(p, tensor([[0.5, 0.5]])),
    x: [[0, 1]],
    value: Math.LN2,
    gradient: [[0, 1 + Math.LN2]],
  },
  {
    title: 'klDivergence from what q leaves out',
    operation: (q) => ops.klDivergence(tensor([[0.5, 0.5]]), q),
    x: [[0, 1]],
    value: inf,
    gradient: [[-inf, -0.5]],
  },
  {
    title: 'jsDivergence of distributions apart',
    operation: (p) => ops.jsDivergence(p, tensor([[0, 1]])),
    x: [[1, 0]],
    value: Math.LN2,
    gradient: [[0.5 * Math.LN2, 0]],
  },
  {
    title: 'poissonLoss at count 0 and rate 0',
    operation: (rate) => ops.poissonLoss(tensor([0, 2]), rate, undefined, none),
    x: [0, 2],
    value: [0, 2 - 2 * Math.LN2],
    gradient: [1, 0],
  },
  {
    title: 'gaussianLoss of a residual of 0 and no variance',
    operation: (s) => ops.gaussianLoss(tensor([1]), tensor([1]), s),
    x: [-400],
    value: (log(2 * Math.PI) - 400) / 2,
    gradient: [0.5],
  },
  {
    title: 'gaussianLoss of a large variance',
    operation: (s) => ops.gaussianLoss(tensor([1]), tensor([3]), s),
    x: [200],
    value: (log(2 * Math.PI) + 200) / 2,
    gradient: [0.5],
  },
  {
    title: 'gaussianLoss in the mean',
    operation: (mean) => ops.gaussianLoss(tensor([1]), mean, tensor([0])),
    x: [3],
    value: log(2 * Math.PI) / 2 + 2,
    gradient: [2],
  },
  {
    title: 'laplaceLoss of a residual of 0 and no scale',
    operation: (mean) => ops.laplaceLoss(tensor([1]), mean, tensor([-100])),
    x: [1],
    value: Math.LN2 - 100,
    gradient: [0],
  },
  {
    title: 'laplaceLoss in the scale',
    operation: (s) => ops.laplaceLoss(tensor([1]), tensor([3]), s),
    x: [0],
    value: Math.LN2 + 2,
    gradient: [-1],
  },
  {
    title: 'cosineLoss of nearly parallel vectors',
    operation: (x) => ops.cosineLoss(tensor([[1, 0]]), x),
    x: [[1, 1e-4]],
    value: 5e-9,
    gradient: [[-1e-8, 1e-4]],
  },
  {
    title: 'cosineLoss at 0',
    operation: (x) => ops.cosineLoss(tensor([[1, 0]]), x),
    x: [[0, 0]],
    value: 1,
    gradient: [[0, 0]],
  },
  {
    title: 'logLoss that is wholly wrong',
    operation: (p) => ops.logLoss(tensor([1, 0]), p, undefined, 2 ** -20, none),
    x: [0, 1],
    value: [1 + 20 * Math.LN2, 1 + 20 * Math.LN2],
    gradient: [-(2 ** 20), 2 ** 20],
  },
  {
    title: 'logLoss that is wholly right',
    operation: (p) => ops.logLoss(tensor([1, 0]), p, undefined, 1e-7, none),
    x: [1, 0],
    value: [0, 0],
    gradient: [-1, 1],
  },
  {
    title: 'logLoss of small probabilities',
    operation: (p) => ops.logLoss(tensor([0]), p),
    x: [1e-5],
    value: -Math.log1p(-1e-5),
    gradient: [1 / (1 - 1e-5)],
  },
  {
    title: 'ratioLoss of predictions that sum to 0',
    operation: (p) => ops.ratioLoss(tensor([1, 3]), p),
    x: [1, -1],
    value: 4e8,
    gradient: [0, 0],
  },
  {
    title: 'ratioLoss of ordinary predictions',
    operation: (p) => ops.ratioLoss(tensor([1, 3]), p),
    x: [1, 3],
    value: 0.5,
    gradient: [-0.125, -0.125],
  },
];
