/**
 * Where each textbook formula breaks: the rows of the README's table. What happens there is not
 * written down but computed, by the naive twin and by the stable operation.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as stable from '../index.js';
import * as naive from '../naive/index.js';

/** One line of the table. The gradient is that of the sum of the result in x. */
export interface Row {
  readonly operation: string;
  readonly formula: string;
  readonly x: readonly number[] | readonly (readonly number[])[];
  readonly naive: (x: Tensor) => Tensor;
  readonly stable: (x: Tensor) => Tensor;
}

type Pair = (ops: typeof naive) => (x: Tensor) => Tensor;

/** The same call on both twins. */
function row(operation: string, formula: string, x: Row['x'], call: Pair): Row {
  // The stable operations take all that their naive twins take.
  const twins = stable as unknown as typeof naive;
  return { operation, formula, x, naive: call(naive), stable: call(twins) };
}

const t1 = (...values: number[]) => tf.tensor1d(values);
const t2 = (...values: number[][]) => tf.tensor2d(values);
/** Multiplies by 1, 2, ...: sums of softmaxes are constant and would hide their gradient. */
const ranked = (x: Tensor) => tf.mul(x, tf.range(1, x.shape.at(-1)! + 1));
const infinity = Infinity;

export const rows: readonly Row[] = [
  row('sigmoid', '1 / (1 + exp(-x))', [-100, 20], (o) => (x) => o.sigmoid(x)),
  row('tanh', '(exp(x) - exp(-x)) / (exp(x) + exp(-x))', [100], (o) => (x) => o.tanh(x)),
  row('logSigmoid', 'log(sigmoid(x))', [-200, 20], (o) => (x) => o.logSigmoid(x)),
  row('softplus, log1pexp', 'log(1 + exp(x))', [100, -20], (o) => (x) => o.softplus(x)),
  row('log1p', 'log(1 + x)', [1e-8], (o) => (x) => o.log1p(x)),
  row('log1mexp', 'log(1 - exp(-x))', [1e-8, 20], (o) => (x) => o.log1mexp(x)),
  row('logit', 'log(p / (1 - p))', [1e-45, 1], (o) => (x) => o.logit(x)),
  row('logcosh', 'log(cosh(x))', [100, 1e-4], (o) => (x) => o.logcosh(x)),
  row('xlogy', 'x log(y)', [0], (o) => (x) => o.xlogy(x, t1(0))),
  row('xlog1py', 'x log(1 + y)', [0], (o) => (x) => o.xlog1py(x, t1(-1))),
  row('entr', '-x log(x)', [0], (o) => (x) => o.entr(x)),
  row('safeLog', 'log(x)', [0], (o) => (x) => o.safeLog(x)),
  row('safeSqrt', 'sqrt(x)', [0, -1e-9], (o) => (x) => o.safeSqrt(x)),
  row('cbrt', 'x^(1/3)', [0, -8], (o) => (x) => o.cbrt(x)),
  row('safeDivide', 'a / (b + epsilon)', [-1e-8], (o) => (x) => o.safeDivide(1, x)),
  row('divideNoNan', 'where(b = 0, 0, a / b)', [0], (o) => (x) => o.divideNoNan(1, x)),
  row('safePow', 'x^y, y = 1/2', [0, -2], (o) => (x) => o.safePow(x, tf.scalar(0.5))),
  row('reciprocal', '1 / x, gradient -1 / x^2', [2e19], (o) => (x) => o.reciprocal(x)),
  row('hypot', 'sqrt(x^2 + y^2), y = 0', [0, 3e19], (o) => (x) => o.hypot(x, t1(0, 0))),
  row('atan2', 'gradient x / (x^2 + y^2)', [0, 3e19], (o) => (y) => o.atan2(y, t1(0, 3e19))),
  row('sinc', 'sin(pi x) / (pi x)', [0, 1e-4], (o) => (x) => o.sinc(x)),
  row('huber', 'x^2 / 2 or \\|x\\| - 1/2, by a mask', [3e19], (o) => (x) => o.huber(x)),
  row('pseudoHuber', 'sqrt(1 + x^2) - 1', [3e19, 1e-4], (o) => (x) => o.pseudoHuber(x)),
  row('abs', '\\|x\\|, tfjs’s gradient', [0], (o) => (x) => o.abs(x)),
  row('clip', 'tf.clipByValue', [NaN], (o) => (x) => o.clip(x, 0, 1)),
  row('logSumExp', 'log(sum(exp(x)))', [100, 99], (o) => (x) => o.logSumExp(x)),
  row('logMeanExp', 'log(mean(exp(x)))', [-200, -200], (o) => (x) => o.logMeanExp(x)),
  row('logAddExp', 'log(exp(a) + exp(b))', [100], (o) => (x) => o.logAddExp(x, t1(100))),
  row('logSubExp', 'log(exp(a) - exp(b))', [100], (o) => (x) => o.logSubExp(x, t1(99))),
  row('softmax', 'exp(x) / sum(exp(x))', [1000, 0], (o) => (x) => ranked(o.softmax(x))),
  row('logSoftmax', 'log(softmax(x))', [0, -200], (o) => (x) => ranked(o.logSoftmax(x))),
  row(
    'maskedSoftmax',
    'exp(x) mask / sum(exp(x) mask)',
    [1, 2],
    (o) => (x) => ranked(o.maskedSoftmax(x, t1(0, 0))),
  ),
  row('norm', 'sqrt(sum(x^2))', [0, 0], (o) => (x) => o.norm(x)),
  row('norm', 'sqrt(sum(x^2))', [3e19, 4e19], (o) => (x) => o.norm(x)),
  row('normalize', 'x / norm(x)', [0, 0], (o) => (x) => o.normalize(x)),
  row(
    'cosineSimilarity',
    'a.b / (norm(a) norm(b))',
    [0, 0],
    (o) => (x) => o.cosineSimilarity(x, t1(1, 2)),
  ),
  row('pairwiseDistance', 'sqrt(a^2 + b^2 - 2 a.b)', [[1, 2]], (o) => (x) => o.pairwiseDistance(x)),
  row('variance', 'mean(x^2) - mean(x)^2', [10000, 10001], (o) => (x) => o.variance(x)),
  row('standardDeviation', 'sqrt(variance(x))', [7, 7], (o) => (x) => o.standardDeviation(x)),
  row('standardize', '(x - mean) / deviation', [7, 7], (o) => (x) => o.standardize(x)),
  row('maskedMean', 'sum(x mask) / sum(mask)', [1, NaN], (o) => (x) => o.maskedMean(x, t1(1, 0))),
  row('logProd', 'log(prod(x))', [1e30, 1e30], (o) => (x) => o.logProd(x)),
  row('geometricMean', 'prod(x)^(1/n)', [1e30, 1e30], (o) => (x) => o.geometricMean(x)),
  row('meanOfSquares', 'sum(x^2) / n', [1.5e19, 1.5e19], (o) => (x) => o.meanOfSquares(x)),
  row(
    'softmaxCrossEntropy',
    '-sum(t log(softmax(x)))',
    [[1000, 0]],
    (o) => (x) => o.softmaxCrossEntropy(t2([0, 1]), x),
  ),
  row(
    'sparseSoftmaxCrossEntropy',
    'the same of one-hot labels',
    [[0, -infinity]],
    (o) => (x) => o.sparseSoftmaxCrossEntropy(t1(0), x),
  ),
  row(
    'sigmoidCrossEntropy',
    '-z log(s) - (1 - z) log(1 - s)',
    [20],
    (o) => (x) => o.sigmoidCrossEntropy(t1(1), x),
  ),
  row(
    'sigmoidFocalCrossEntropy',
    '-(1 - p)^gamma log(p)',
    [-200],
    (o) => (x) => o.sigmoidFocalCrossEntropy(t1(1), x),
  ),
  row(
    'softmaxFocalCrossEntropy',
    '-sum(t (1 - p)^gamma log(p))',
    [[200, 0]],
    (o) => (x) => o.softmaxFocalCrossEntropy(t2([1, 0]), x),
  ),
  row('klDivergence', 'sum(p log(p / q))', [[0, 1]], (o) => (q) => o.klDivergence(t2([0, 1]), q)),
  row('jsDivergence', 'by klDivergence', [[1, 0]], (o) => (p) => o.jsDivergence(p, t2([0, 1]))),
  row('poissonLoss', 'rate - count log(rate)', [0], (o) => (rate) => o.poissonLoss(t1(0), rate)),
  row(
    'gaussianLoss',
    '(log(v) + r^2 / v) / 2, v = exp(s)',
    [-200],
    (o) => (s) => o.gaussianLoss(t1(1), t1(1), s),
  ),
  row(
    'laplaceLoss',
    'log(2b) + \\|r\\| / b, b = exp(s)',
    [-200],
    (o) => (s) => o.laplaceLoss(t1(1), t1(1), s),
  ),
  row('cosineLoss', '1 - cosine', [[1, 1e-4]], (o) => (x) => o.cosineLoss(t2([1, 0]), x)),
  row('logLoss', '-z log(p) - (1 - z) log(1 - p)', [0, 1], (o) => (p) => o.logLoss(t1(1, 1), p)),
  row('ratioLoss', 'mean(yTrue / sum(yPred))', [1, -1], (o) => (p) => o.ratioLoss(t1(1, 3), p)),
];
