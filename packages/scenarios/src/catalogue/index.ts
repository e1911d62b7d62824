/**
 * The catalogue: one line per scenario, one folder each. All go through `catalogue.test.ts`.
 */
import type { Scenario } from '../scenario.js';
import { adamBeta2 } from './adam-beta2/adam-beta2.js';
import { adamEpsilonZero } from './adam-epsilon-zero/adam-epsilon-zero.js';
import { attentionFullyMaskedRow } from './attention-fully-masked-row/attention-fully-masked-row.js';
import { attentionUnscaledLogits } from './attention-unscaled-logits/attention-unscaled-logits.js';
import { batchNormConstantBatch } from './batch-norm-constant-batch/batch-norm-constant-batch.js';
import { batchSizeOne } from './batch-size-one/batch-size-one.js';
import { boundaryLinear } from './boundary-linear/boundary-linear.js';
import { boundaryMinibatch } from './boundary-minibatch/boundary-minibatch.js';
import { boundaryOffset } from './boundary-offset/boundary-offset.js';
import { boundaryOneSample } from './boundary-one-sample/boundary-one-sample.js';
import { boundaryRelu } from './boundary-relu/boundary-relu.js';
import { boundaryTanh } from './boundary-tanh/boundary-tanh.js';
import { categoricalAsNumber } from './categorical-as-number/categorical-as-number.js';
import { constantFeature } from './constant-feature/constant-feature.js';
import { cosineAtZero } from './cosine-at-zero/cosine-at-zero.js';
import { crossEntropyOfSoftmax } from './cross-entropy-of-softmax/cross-entropy-of-softmax.js';
import { deadRelu } from './dead-relu/dead-relu.js';
import { deepPlainMlp } from './deep-plain-mlp/deep-plain-mlp.js';
import { digitsConstantPixels } from './digits-constant-pixels/digits-constant-pixels.js';
import { expOverflow } from './exp-overflow/exp-overflow.js';
import { ganLogLoss } from './gan-log-loss/gan-log-loss.js';
import { infMinusInf } from './inf-minus-inf/inf-minus-inf.js';
import { initTooLarge } from './init-too-large/init-too-large.js';
import { initTooSmall } from './init-too-small/init-too-small.js';
import { irisThreeSpecies } from './iris-three-species/iris-three-species.js';
import { labelOutOfRange } from './label-out-of-range/label-out-of-range.js';
import { largeVarianceFeature } from './large-variance-feature/large-variance-feature.js';
import { learningRate } from './learning-rate/learning-rate.js';
import { lettersAsNumbers } from './letters-as-numbers/letters-as-numbers.js';
import { logOfZero } from './log-of-zero/log-of-zero.js';
import { log1pOfExp } from './log1p-of-exp/log1p-of-exp.js';
import { lstmLongSequence } from './lstm-long-sequence/lstm-long-sequence.js';
import { missingValues } from './missing-values/missing-values.js';
import { momentumTooHigh } from './momentum-too-high/momentum-too-high.js';
import { noGradientClipping } from './no-gradient-clipping/no-gradient-clipping.js';
import { noRegularisation } from './no-regularisation/no-regularisation.js';
import { normAtZero } from './norm-at-zero/norm-at-zero.js';
import { outlier } from './outlier/outlier.js';
import { penguinsMass } from './penguins-mass/penguins-mass.js';
import { penguinsMissing } from './penguins-missing/penguins-missing.js';
import { powOfNegative } from './pow-of-negative/pow-of-negative.js';
import { ratioLoss } from './ratio-loss/ratio-loss.js';
import { rawMeasurements } from './raw-measurements/raw-measurements.js';
import { residualWithoutNorm } from './residual-without-norm/residual-without-norm.js';
import { rnnLongSequence } from './rnn-long-sequence/rnn-long-sequence.js';
import { scheduleSpike } from './schedule-spike/schedule-spike.js';
import { shakespeareRnn } from './shakespeare-rnn/shakespeare-rnn.js';
import { sigmoidSaturation } from './sigmoid-saturation/sigmoid-saturation.js';
import { softmaxOverflow } from './softmax-overflow/softmax-overflow.js';
import { softmaxTemperature } from './softmax-temperature/softmax-temperature.js';
import { sqrtAtZero } from './sqrt-at-zero/sqrt-at-zero.js';
import { sqrtOfNegative } from './sqrt-of-negative/sqrt-of-negative.js';
import { tanhMlp } from './tanh-mlp/tanh-mlp.js';
import { targetScale } from './target-scale/target-scale.js';
import { unscaledFeatures } from './unscaled-features/unscaled-features.js';
import { vaeKl } from './vae-kl/vae-kl.js';
import { varianceOfConstant } from './variance-of-constant/variance-of-constant.js';
import { whereGradient } from './where-gradient/where-gradient.js';
import { wrongFan } from './wrong-fan/wrong-fan.js';
import { zeroFeature } from './zero-feature/zero-feature.js';
import { zeroInitSymmetry } from './zero-init-symmetry/zero-init-symmetry.js';
import { zeroOverZero } from './zero-over-zero/zero-over-zero.js';

export const catalogue: readonly Scenario[] = [
  // data
  unscaledFeatures,
  largeVarianceFeature,
  constantFeature,
  zeroFeature,
  missingValues,
  categoricalAsNumber,
  targetScale,
  outlier,
  labelOutOfRange,
  rawMeasurements,
  digitsConstantPixels,
  penguinsMissing,
  lettersAsNumbers,
  penguinsMass,
  irisThreeSpecies,
  // operation
  sigmoidSaturation,
  softmaxOverflow,
  crossEntropyOfSoftmax,
  logOfZero,
  zeroOverZero,
  sqrtOfNegative,
  sqrtAtZero,
  infMinusInf,
  ratioLoss,
  expOverflow,
  powOfNegative,
  normAtZero,
  whereGradient,
  varianceOfConstant,
  cosineAtZero,
  log1pOfExp,
  // initialisation
  initTooLarge,
  initTooSmall,
  zeroInitSymmetry,
  wrongFan,
  // dynamics
  learningRate,
  tanhMlp,
  boundaryLinear,
  boundaryRelu,
  boundaryTanh,
  boundaryMinibatch,
  boundaryOneSample,
  boundaryOffset,
  noRegularisation,
  momentumTooHigh,
  adamEpsilonZero,
  adamBeta2,
  scheduleSpike,
  noGradientClipping,
  deadRelu,
  batchSizeOne,
  // architecture
  rnnLongSequence,
  lstmLongSequence,
  shakespeareRnn,
  deepPlainMlp,
  residualWithoutNorm,
  batchNormConstantBatch,
  attentionUnscaledLogits,
  attentionFullyMaskedRow,
  ganLogLoss,
  vaeKl,
  softmaxTemperature,
];

/** The catalogued scenario of this name; null where there is none. */
export function findScenario(name: string): Scenario | null {
  return catalogue.find((scenario) => scenario.name === name) ?? null;
}
