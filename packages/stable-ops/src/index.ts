/**
 * Operations for TensorFlow.js whose value and gradient stay finite where the textbook formula's
 * do not.
 *
 * What it is: pure functions of tensors, made of tfjs operations and custom gradients. They read
 * no tensor's values, so they work inside `tf.tidy`, `tf.grad`, a tfjs-layers loss, on every
 * backend and under Brink's tracer; all but the initialisers can be differentiated twice.
 * What it is not: it repairs no tensor. NaN in means NaN out, except where a mask says that an
 * element is not there (a weight of 0 leaves out what is infinite, not NaN).
 *
 * Read in this order: how gradients are stated (internal/custom.ts), element by element,
 * reductions, losses, training. The textbook formulas stand in @brink/stable-ops/naive.
 */
export { StableOpsError } from './errors.js';
export type { Binary, Unary } from './internal/custom.js';

export { sigmoid, tanh } from './elementwise/sigmoid.js';
export { softplus, log1pexp } from './elementwise/softplus.js';
export { logSigmoid } from './elementwise/log-sigmoid.js';
export { log1p } from './elementwise/log1p.js';
export { log1mexp } from './elementwise/log1mexp.js';
export { logit } from './elementwise/logit.js';
export { logcosh } from './elementwise/logcosh.js';
export { xlog1py, xlogy } from './elementwise/xlogy.js';
export { entr, safeLog } from './elementwise/logarithm.js';
export { cbrt, safeSqrt } from './elementwise/root.js';
export { divideNoNan, safeDivide } from './elementwise/divide.js';
export { reciprocal } from './elementwise/reciprocal.js';
export { safePow } from './elementwise/power.js';
export { atan2, hypot } from './elementwise/hypot.js';
export { sinc } from './elementwise/sinc.js';
export { huber, pseudoHuber } from './elementwise/huber.js';
export { abs, clip, clipByValue } from './elementwise/clip.js';

export { logMeanExp, logSoftmax, logSumExp, maskedSoftmax, softmax } from './reductions/softmax.js';
export { cosineSimilarity, norm, normalize, pairwiseDistance } from './reductions/norm.js';
export type { NormOrder } from './reductions/norm.js';
export {
  maskedMean,
  meanOfSquares,
  standardDeviation,
  standardize,
  variance,
} from './reductions/moments.js';

export { logAddExp, logSubExp } from './reductions/log-add-exp.js';
export { geometricMean, logProd } from './reductions/products.js';

export {
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from './losses/cross-entropy.js';
export { sigmoidFocalCrossEntropy, softmaxFocalCrossEntropy } from './losses/focal.js';
export { jsDivergence, klDivergence } from './losses/divergence.js';
export { gaussianLoss, laplaceLoss, poissonLoss } from './losses/likelihood.js';
export { cosineLoss, logLoss, ratioLoss } from './losses/log-loss.js';

export { clipByGlobalNorm } from './training/clip-gradients.js';
export type { ClippedGradients } from './training/clip-gradients.js';
export {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  orthogonal,
} from './training/initializers.js';
export type { Initializer, InitializerOptions } from './training/initializers.js';
export {
  initialLossScale,
  nextLossScale,
  scaleLoss,
  unscaleGradients,
  usualLossScaling,
} from './training/loss-scaling.js';
export type { LossScale, LossScaleOptions, UnscaledGradients } from './training/loss-scaling.js';
