/**
 * The stable operations that have a naive twin, each called as it would be in training, with
 * tfjs's own operation beside it where that is not the naive formula itself.
 *
 * `why` says what an operation does more than the formula, for those that turn out slower.
 */
import * as stableOps from '@brink/stable-ops';
import * as naiveOps from '@brink/stable-ops/naive';
import * as tf from '@tensorflow/tfjs';

type Call = (x: tf.Tensor) => tf.Tensor;

/** What the operations are called with: numbers in 0.1..0.9, which every formula can take. */
export interface Inputs {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  readonly above: tf.Tensor2D;
  readonly mask: tf.Tensor2D;
  readonly onehot: tf.Tensor2D;
  readonly classes: tf.Tensor1D;
  readonly half: tf.Scalar;
}

export interface OperationCase {
  readonly name: string;
  readonly stable: (inputs: Inputs) => Call;
  readonly naive: (inputs: Inputs) => Call;
  /** tfjs's own operation, where it has one that is not the naive formula itself. */
  readonly tfjs: ((inputs: Inputs) => Call) | null;
  readonly why: string;
}

export const shape = [32, 128] as const;

export function inputsOf(): Inputs {
  const classes = tf.tensor1d(
    Array.from({ length: shape[0] }, (_, i) => (i * 7) % shape[1]),
    'int32',
  );
  const uniform = (seed: number) => tf.randomUniform([...shape], 0.1, 0.9, 'float32', seed);
  return {
    x: uniform(1) as tf.Tensor2D,
    y: uniform(2) as tf.Tensor2D,
    above: tf.add(uniform(3), 1) as tf.Tensor2D,
    mask: tf.cast(tf.greater(uniform(4), 0.3), 'float32') as tf.Tensor2D,
    onehot: tf.oneHot(classes, shape[1]) as tf.Tensor2D,
    classes,
    half: tf.scalar(0.5),
  };
}

function of(
  name: string,
  call: (ops: typeof naiveOps, inputs: Inputs) => Call,
  why: string,
  tfjs: OperationCase['tfjs'] = null,
): OperationCase {
  // The stable operations take all that their naive twins take.
  const twins = stableOps as unknown as typeof naiveOps;
  return { name, stable: (i) => call(twins, i), naive: (i) => call(naiveOps, i), tfjs, why };
}

const log1pOnWasm =
  "log1p is made of log with Kahan's correction where the backend's is not accurate";

export const operationCases: readonly OperationCase[] = [
  of(
    'sigmoid',
    (o) => (x) => o.sigmoid(x),
    'one exponential, of -|x|, and a choice by the sign of x; the gradient is computed from x so that it can be differentiated again',
    () => (x) => tf.sigmoid(x),
  ),
  of(
    'tanh',
    (o) => (x) => o.tanh(x),
    'the gradient is computed from x, not from the saved result, so that it can be differentiated again',
    () => (x) => tf.tanh(x),
  ),
  of(
    'softplus',
    (o) => (x) => o.softplus(x),
    `max(x, 0) is added to log1p(exp(-|x|)); ${log1pOnWasm}`,
    () => (x) => tf.softplus(x),
  ),
  of(
    'logSigmoid',
    (o) => (x) => o.logSigmoid(x),
    `min(x, 0) less log1p(exp(-|x|)); ${log1pOnWasm}`,
    () => (x) => tf.logSigmoid(x),
  ),
  of(
    'log1p',
    (o) => (x) => o.log1p(x),
    `${log1pOnWasm}; the gradient is NaN below -1`,
    () => (x) => tf.log1p(x),
  ),
  of(
    'log1mexp',
    (o) => (x) => o.log1mexp(x),
    'both forms, by expm1 and by log1p, are computed and one is chosen: tfjs has no lazy choice',
  ),
  of(
    'logit',
    (o) => (x) => o.logit(x),
    'the quotient, and around 1/2 the difference of two log1p, are both computed and one is chosen',
  ),
  of(
    'logcosh',
    (o) => (x) => o.logcosh(x),
    'a form near 0 and one far from it are both computed and one is chosen',
  ),
  of(
    'xlogy',
    (o, i) => (x) => o.xlogy(x, i.y),
    'x = 0 is looked for, in the value and in both gradients',
  ),
  of(
    'xlog1py',
    (o, i) => (x) => o.xlog1py(x, i.y),
    `x = 0 is looked for, in the value and in both gradients; ${log1pOnWasm}`,
  ),
  of('entr', (o) => (x) => o.entr(x), 'x = 0, x < 0 and NaN are told apart'),
  of('safeLog', (o) => (x) => o.safeLog(x), 'x is compared with the floor, in value and gradient'),
  of('safeSqrt', (o) => (x) => o.safeSqrt(x), 'x is compared with 0, in value and gradient'),
  of(
    'cbrt',
    (o) => (x) => o.cbrt(x),
    'the sign is taken out, and one Newton step follows the power',
  ),
  of(
    'safeDivide',
    (o) => (x) => o.safeDivide(1, x),
    'the rounded denominator near 0 is computed beside the exact one',
    () => (x) => tf.div(1, x),
  ),
  of(
    'divideNoNan',
    (o) => (x) => o.divideNoNan(1, x),
    'the gradient is two divisions that look for 0; that of tf.divNoNan throws',
  ),
  of(
    'safePow',
    (o, i) => (x) => o.safePow(x, i.half),
    'base 0, negative bases, base 1 and NaN are looked for, and the gradients are powers by the same rules',
  ),
  of(
    'reciprocal',
    (o) => (x) => o.reciprocal(x),
    'the gradient is the square of the reciprocal, not the reciprocal of the square, which overflows',
  ),
  of(
    'hypot',
    (o, i) => (x) => o.hypot(x, i.y),
    'both are scaled by a power of two, and the gradient is a direction of its own, right at 0 and Infinity',
  ),
  of(
    'atan2',
    (o, i) => (x) => o.atan2(x, i.y),
    'small arguments are scaled up; the gradient is a direction over a length, without x^2 + y^2',
  ),
  of(
    'sinc',
    (o) => (x) => o.sinc(x),
    'x is reduced to its distance from an integer; the gradient near 0 is a series of 14 terms, computed everywhere and then chosen',
  ),
  of('huber', (o) => (x) => o.huber(x), 'the gradient is a clip that keeps NaN'),
  of(
    'pseudoHuber',
    (o) => (x) => o.pseudoHuber(x),
    'the root is a hypot, scaled by a power of two, and Infinity is looked for',
  ),
  of('abs', (o) => (x) => o.abs(x), 'the gradient tells 0 and NaN apart by two comparisons'),
  of(
    'clip',
    (o) => (x) => o.clip(x, 0.2, 0.8),
    'two comparisons and two choices instead of one kernel, which drops NaN on wasm',
  ),
  of(
    'logSumExp',
    (o) => (x) => o.logSumExp(x, 1),
    'the maximum is taken out, and equals of an infinite maximum are looked for',
    () => (x) => tf.logSumExp(x, 1),
  ),
  of(
    'logMeanExp',
    (o) => (x) => o.logMeanExp(x, 1),
    'the maximum is taken out, and equals of an infinite maximum are looked for',
  ),
  of(
    'logAddExp',
    (o, i) => (x) => o.logAddExp(x, i.y),
    `the larger is taken out, equal infinities are looked for; ${log1pOnWasm}`,
  ),
  of(
    'logSubExp',
    (o, i) => (x) => o.logSubExp(tf.add(x, i.above), x),
    'equal infinities are looked for, and log1mexp computes both of its forms',
  ),
  of(
    'softmax',
    (o) => (x) => o.softmax(x),
    'the maximum is taken out, equals of an infinite maximum and empty slices are looked for; the gradient can be differentiated again',
    () => (x) => tf.softmax(x),
  ),
  of(
    'logSoftmax',
    (o) => (x) => o.logSoftmax(x),
    'the maximum is taken out, equals of an infinite maximum and empty slices are looked for',
    () => (x) => tf.logSoftmax(x),
  ),
  of(
    'maskedSoftmax',
    (o, i) => (x) => o.maskedSoftmax(x, i.mask),
    'masked elements are chosen away, not multiplied by 0, in value and gradient',
  ),
  {
    name: 'norm',
    stable: () => (x) => stableOps.norm(x, 2, 1),
    naive: () => (x) => naiveOps.norm(x, 1),
    tfjs: () => (x) => tf.norm(x, 2, 1),
    why: 'x is scaled by a power of two of its own; the gradient is the unit vector',
  },
  of(
    'normalize',
    (o) => (x) => o.normalize(x, 1),
    'the norm is scaled and zero vectors are looked for; the gradient takes out what is along the vector',
  ),
  of(
    'cosineSimilarity',
    (o, i) => (x) => o.cosineSimilarity(x, i.y),
    'both vectors are normalized, each with a scale of its own',
  ),
  of(
    'pairwiseDistance',
    (o, i) => (x) => o.pairwiseDistance(x, i.y),
    'the differences of all pairs, n m d numbers, instead of a product of matrices that cancels',
  ),
  of(
    'variance',
    (o) => (x) => o.variance(x, 1),
    'the first element and the mean are subtracted first: two passes',
  ),
  of(
    'standardDeviation',
    (o) => (x) => o.standardDeviation(x, 1),
    'two passes, and the root of a scaled sum of squares',
  ),
  of(
    'standardize',
    (o) => (x) => o.standardize(x, 0),
    'two passes, and a unit vector with a scale of its own',
  ),
  of(
    'maskedMean',
    (o, i) => (x) => o.maskedMean(x, i.mask, 1),
    'masked elements are chosen away, not multiplied by 0, in value and gradient',
  ),
  of(
    'logProd',
    (o, i) => (x) => o.logProd(tf.add(x, i.half), 1),
    'a logarithm of each element instead of one of their product',
  ),
  of(
    'geometricMean',
    (o, i) => (x) => o.geometricMean(tf.add(x, i.half), 1),
    'a logarithm of each element instead of one power of their product',
  ),
  of(
    'meanOfSquares',
    (o) => (x) => o.meanOfSquares(x, 1),
    'x is scaled by a power of two of its own; the gradient is the unit vector times the norm',
  ),
  of(
    'softmaxCrossEntropy',
    (o, i) => (x) => o.softmaxCrossEntropy(i.onehot, x),
    'labels of 0 are looked for, and the logits are shifted by their maximum',
    (i) => (x) => tf.losses.softmaxCrossEntropy(i.onehot, x),
  ),
  of(
    'sparseSoftmaxCrossEntropy',
    (o, i) => (x) => o.sparseSoftmaxCrossEntropy(i.classes, x),
    'labels of 0 are looked for, and the logits are shifted by their maximum',
  ),
  of(
    'sigmoidCrossEntropy',
    (o, i) => (x) => o.sigmoidCrossEntropy(i.mask, x),
    `a product that looks for 0, and log1p of exp(-|x|); ${log1pOnWasm}`,
    (i) => (x) => tf.losses.sigmoidCrossEntropy(i.mask, x),
  ),
  of(
    'sigmoidFocalCrossEntropy',
    (o, i) => (x) => o.sigmoidFocalCrossEntropy(i.mask, x),
    'the parts of sigmoidCrossEntropy, sigmoid and safePow',
  ),
  of(
    'softmaxFocalCrossEntropy',
    (o, i) => (x) => o.softmaxFocalCrossEntropy(i.onehot, x),
    'the parts of logSoftmax, expm1 and safePow, and labels of 0 are looked for',
  ),
  of(
    'klDivergence',
    (o, i) => (x) => o.klDivergence(i.y, x),
    'log(p / q) is computed by log1p and by logarithms, and p = 0 is looked for',
  ),
  of(
    'jsDivergence',
    (o, i) => (x) => o.jsDivergence(x, i.y),
    'log(p / m) and log(q / m) are each computed by log1p and by logarithms, and 0 is looked for',
  ),
  of(
    'poissonLoss',
    (o, i) => (x) => o.poissonLoss(i.y, x),
    'counts of 0 are looked for, in the value and in both gradients',
  ),
  {
    name: 'gaussianLoss',
    stable: (i) => (x) => stableOps.gaussianLoss(i.y, x, i.above),
    // The naive twin leaves the constant out.
    naive: (i) => (x) => tf.add(naiveOps.gaussianLoss(i.y, x, i.above), Math.log(2 * Math.PI) / 2),
    tfjs: null,
    why: 'residuals of 0 are looked for beside exp(-s / 2), in the value and in both gradients',
  },
  of(
    'laplaceLoss',
    (o, i) => (x) => o.laplaceLoss(i.y, x, i.above),
    'residuals of 0 are looked for beside exp(-s), in the value and in both gradients',
  ),
  of(
    'cosineLoss',
    (o, i) => (x) => o.cosineLoss(i.y, x),
    'both vectors are normalized and subtracted, and zero vectors are looked for',
  ),
  of(
    'logLoss',
    (o, i) => (x) => o.logLoss(i.mask, x),
    'both logarithms have a tangent below epsilon beside them',
    (i) => (x) => tf.losses.logLoss(i.mask, x),
  ),
  of(
    'ratioLoss',
    (o, i) => (x) => o.ratioLoss(i.y, x),
    'the rounded denominator near 0 is computed beside the exact one',
  ),
];

export const whys: Readonly<Record<string, string>> = Object.fromEntries(
  operationCases.map(({ name, why }) => [name, why]),
);
