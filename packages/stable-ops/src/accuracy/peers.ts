/**
 * The calls that the table of accuracy compares, by the names of tools/accuracy/operations.py: the
 * stable operation, its naive twin, and tfjs's own function where there is one.
 *
 * Inputs are batches: numbers [N], or rows [N, n] along whose last axis an operation works.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as ops from '../index.js';
import * as naive from '../naive/index.js';
import { unaryCases } from '../contract/unary-cases.js';

export type Call = (...inputs: Tensor[]) => Tensor;

export interface Peers {
  readonly stable: Call;
  readonly naive?: Call;
  readonly own?: { readonly text: string; readonly call: Call };
}

const none = tf.Reduction.NONE;

/** For each row of a batch on its own: what the textbook gives is the mean over the rows. */
const byRow =
  (call: Call): Call =>
  (...inputs) =>
    tf.concat(
      Array.from({ length: inputs[0]!.shape[0]! }, (_, row) =>
        tf.reshape(call(...inputs.map((input) => tf.slice(input, row, 1))), [1]),
      ),
    );

const own = (text: string, call: Call) => ({ text, call });

/** The operations of one number are those of the exhaustive sweep. */
function unary(name: keyof typeof naive & string, peers: Omit<Peers, 'stable'> = {}): Peers {
  const found = unaryCases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`accuracy: no case of one argument is called ${name}`);
  return { stable: found.operation, naive: naive[name] as Call, ...peers };
}

/** One input per row, 6 of whose 8 numbers count. */
const sixOfEight = () => tf.cast(tf.less(tf.range(0, 8), 6), 'bool');

export const peersByName: Readonly<Record<string, Peers>> = {
  sigmoid: unary('sigmoid', { own: own('tf.sigmoid', tf.sigmoid) }),
  tanh: unary('tanh', { own: own('tf.tanh', tf.tanh) }),
  softplus: unary('softplus', { own: own('tf.softplus', tf.softplus) }),
  logSigmoid: unary('logSigmoid', { own: own('tf.logSigmoid', tf.logSigmoid) }),
  log1p: unary('log1p', { own: own('tf.log1p', tf.log1p) }),
  log1mexp: unary('log1mexp'),
  logit: unary('logit'),
  logcosh: unary('logcosh'),
  entr: unary('entr'),
  safeLog: unary('safeLog', { own: own('tf.log', tf.log) }),
  safeSqrt: unary('safeSqrt', { own: own('tf.sqrt', tf.sqrt) }),
  cbrt: unary('cbrt'),
  reciprocal: unary('reciprocal', { own: own('tf.reciprocal', tf.reciprocal) }),
  sinc: unary('sinc'),
  huber: unary('huber', { naive: (x) => naive.huber(x!, 2) }),
  pseudoHuber: unary('pseudoHuber', { naive: (x) => naive.pseudoHuber(x!, 2) }),
  abs: unary('abs', { own: own('tf.abs', tf.abs) }),
  clip: unary('clip', {
    naive: (x) => naive.clip(x!, -1, 2),
    own: own('tf.clipByValue', (x) => tf.clipByValue(x!, -1, 2)),
  }),
  safeDivide: {
    stable: (a, b) => ops.safeDivide(a!, b!),
    naive: (a, b) => naive.safeDivide(a!, b!),
    own: own('tf.div', (a, b) => tf.div(a!, b!)),
  },
  divideNoNan: {
    stable: (a, b) => ops.divideNoNan(a!, b!),
    own: own('tf.divNoNan', (a, b) => tf.divNoNan(a!, b!)),
  },
  xlogy: { stable: (a, b) => ops.xlogy(a!, b!), naive: (a, b) => naive.xlogy(a!, b!) },
  xlog1py: { stable: (a, b) => ops.xlog1py(a!, b!), naive: (a, b) => naive.xlog1py(a!, b!) },
  safePow: {
    stable: (a, b) => ops.safePow(a!, b!),
    own: own('tf.pow', (a, b) => tf.pow(a!, b!)),
  },
  hypot: { stable: (a, b) => ops.hypot(a!, b!), naive: (a, b) => naive.hypot(a!, b!) },
  atan2: {
    stable: (a, b) => ops.atan2(a!, b!),
    own: own('tf.atan2', (a, b) => tf.atan2(a!, b!)),
  },
  logAddExp: { stable: (a, b) => ops.logAddExp(a!, b!), naive: (a, b) => naive.logAddExp(a!, b!) },
  logSubExp: { stable: (a, b) => ops.logSubExp(a!, b!), naive: (a, b) => naive.logSubExp(a!, b!) },

  logSumExp: {
    stable: (x) => ops.logSumExp(x!, 1),
    naive: (x) => naive.logSumExp(x!, 1),
    own: own('tf.logSumExp', (x) => tf.logSumExp(x!, 1)),
  },
  logMeanExp: { stable: (x) => ops.logMeanExp(x!, 1), naive: (x) => naive.logMeanExp(x!, 1) },
  softmax: {
    stable: (x) => ops.softmax(x!),
    naive: (x) => naive.softmax(x!),
    own: own('tf.softmax', (x) => tf.softmax(x!)),
  },
  logSoftmax: {
    stable: (x) => ops.logSoftmax(x!),
    naive: (x) => naive.logSoftmax(x!),
    own: own('tf.logSoftmax', (x) => tf.logSoftmax(x!)),
  },
  maskedSoftmax: {
    stable: (x) => ops.maskedSoftmax(x!, sixOfEight()),
    naive: (x) => naive.maskedSoftmax(x!, sixOfEight()),
  },
  norm: {
    stable: (x) => ops.norm(x!, 2, 1),
    naive: (x) => naive.norm(x!, 1),
    own: own('tf.norm', (x) => tf.norm(x!, 2, 1)),
  },
  'norm of order 1': {
    stable: (x) => ops.norm(x!, 1, 1),
    own: own('tf.norm', (x) => tf.norm(x!, 1, 1)),
  },
  'norm of order Infinity': {
    stable: (x) => ops.norm(x!, Infinity, 1),
    own: own('tf.norm', (x) => tf.norm(x!, Infinity, 1)),
  },
  normalize: { stable: (x) => ops.normalize(x!, 1), naive: (x) => naive.normalize(x!, 1) },
  cosineSimilarity: {
    stable: (a, b) => ops.cosineSimilarity(a!, b!),
    naive: (a, b) => naive.cosineSimilarity(a!, b!),
  },
  pairwiseDistance: {
    stable: byRow((a, b) => ops.pairwiseDistance(a!, b!)),
    naive: byRow((a, b) => naive.pairwiseDistance(a!, b!)),
  },
  variance: {
    stable: (x) => ops.variance(x!, 1),
    naive: (x) => naive.variance(x!, 1),
    own: own('tf.moments', (x) => tf.moments(x!, 1).variance),
  },
  standardDeviation: {
    stable: (x) => ops.standardDeviation(x!, 1),
    naive: (x) => naive.standardDeviation(x!, 1),
    own: own('tf.sqrt of tf.moments', (x) => tf.sqrt(tf.moments(x!, 1).variance)),
  },
  standardize: { stable: (x) => ops.standardize(x!, 1), naive: (x) => naive.standardize(x!, 1) },
  maskedMean: {
    stable: (x) => ops.maskedMean(x!, sixOfEight(), 1),
    naive: (x) => naive.maskedMean(x!, tf.broadcastTo(sixOfEight(), x!.shape), 1),
  },
  logProd: { stable: (x) => ops.logProd(x!, 1), naive: (x) => naive.logProd(x!, 1) },
  geometricMean: {
    stable: (x) => ops.geometricMean(x!, 1),
    naive: (x) => naive.geometricMean(x!, 1),
  },
  meanOfSquares: {
    stable: (x) => ops.meanOfSquares(x!, 1),
    naive: (x) => naive.meanOfSquares(x!, 1),
  },

  softmaxCrossEntropy: {
    stable: (t, x) => ops.softmaxCrossEntropy(t!, x!, undefined, 0, none),
    naive: byRow((t, x) => naive.softmaxCrossEntropy(t!, x!)),
    own: own('tf.losses.softmaxCrossEntropy', (t, x) =>
      tf.losses.softmaxCrossEntropy(t!, x!, undefined, 0, none),
    ),
  },
  sigmoidCrossEntropy: {
    stable: (z, x) => ops.sigmoidCrossEntropy(z!, x!, undefined, 0, none),
    naive: byRow((z, x) => naive.sigmoidCrossEntropy(z!, x!)),
    own: own('tf.losses.sigmoidCrossEntropy', (z, x) =>
      tf.losses.sigmoidCrossEntropy(z!, x!, undefined, 0, none),
    ),
  },
  sigmoidFocalCrossEntropy: {
    stable: (z, x) => ops.sigmoidFocalCrossEntropy(z!, x!, 0.25, 2, undefined, none),
    naive: byRow((z, x) => naive.sigmoidFocalCrossEntropy(z!, x!)),
  },
  softmaxFocalCrossEntropy: {
    stable: (t, x) => ops.softmaxFocalCrossEntropy(t!, x!, 0.25, 2, undefined, none),
    naive: byRow((t, x) => naive.softmaxFocalCrossEntropy(t!, x!)),
  },
  klDivergence: {
    stable: (p, q) => ops.klDivergence(p!, q!, undefined, none),
    naive: byRow((p, q) => naive.klDivergence(p!, q!)),
  },
  jsDivergence: {
    stable: (p, q) => ops.jsDivergence(p!, q!, undefined, none),
    naive: byRow((p, q) => naive.jsDivergence(p!, q!)),
  },
  poissonLoss: {
    stable: (k, rate) => ops.poissonLoss(k!, rate!, undefined, none),
    naive: byRow((k, rate) => naive.poissonLoss(k!, rate!)),
  },
  gaussianLoss: {
    stable: (y, m, s) => ops.gaussianLoss(y!, m!, s!, undefined, none),
    naive: byRow((y, m, s) => naive.gaussianLoss(y!, m!, s!)),
  },
  laplaceLoss: {
    stable: (y, m, s) => ops.laplaceLoss(y!, m!, s!, undefined, none),
    naive: byRow((y, m, s) => naive.laplaceLoss(y!, m!, s!)),
  },
  cosineLoss: {
    stable: byRow((a, b) => ops.cosineLoss(a!, b!)),
    naive: byRow((a, b) => naive.cosineLoss(a!, b!)),
  },
  logLoss: {
    stable: (z, p) => ops.logLoss(z!, p!, undefined, 1e-7, none),
    naive: byRow((z, p) => naive.logLoss(z!, p!)),
    own: own('tf.losses.logLoss', (z, p) => tf.losses.logLoss(z!, p!, undefined, 1e-7, none)),
  },
  ratioLoss: {
    stable: byRow((y, p) => ops.ratioLoss(y!, p!)),
    naive: byRow((y, p) => naive.ratioLoss(y!, p!)),
  },
};
