/** The rules in the order in which they are asked: the special before the general. */
import { betaRoundsToOne } from './beta-rounds-to-one.js';
import { divisionByZero } from './division-by-zero.js';
import { emptyReduction } from './empty-reduction.js';
import { expOverflow } from './exp-overflow.js';
import { explodingGradient } from './exploding-gradient.js';
import { explodingUpdate } from './exploding-update.js';
import { grownParameters } from './grown-parameters.js';
import { infiniteData } from './infinite-data.js';
import { infinityMinusInfinity } from './infinity-minus-infinity.js';
import { labelOutOfRange } from './label-out-of-range.js';
import { logGradientAtZero } from './log-gradient-at-zero.js';
import { logOfNegative } from './log-of-negative.js';
import { logOfSoftmax } from './log-of-softmax.js';
import { logOfZero } from './log-of-zero.js';
import { missingValues } from './missing-values.js';
import { optimizerEpsilon } from './optimizer-epsilon.js';
import { outsideDomain } from './outside-domain.js';
import { overflow } from './overflow.js';
import { powOfNegative } from './pow-of-negative.js';
import { sigmoidSaturation } from './sigmoid-saturation.js';
import { softmaxOverflow } from './softmax-overflow.js';
import { sqrtGradientAtZero } from './sqrt-gradient-at-zero.js';
import { sqrtOfNegative } from './sqrt-of-negative.js';
import { sumInDenominator } from './sum-in-denominator.js';
import { unscaledFeatures } from './unscaled-features.js';
import { unscaledTarget } from './unscaled-target.js';
import { zeroDeviation } from './zero-deviation.js';
import { zeroNorm } from './zero-norm.js';
import { zeroOverZero } from './zero-over-zero.js';
import { badParameter } from './bad-parameter.js';
import { optimizerSetting } from './optimizer-setting.js';
import { gradientDividesByZero } from './gradient-divides-by-zero.js';
import { recurrentGrowth } from './recurrent-growth.js';
import type { Rule } from './rule.js';

export const rules: readonly Rule[] = [
  badParameter,
  optimizerSetting,
  missingValues,
  infiniteData,
  labelOutOfRange,
  sigmoidSaturation,
  logOfSoftmax,
  logOfZero,
  logOfNegative,
  emptyReduction,
  softmaxOverflow,
  zeroNorm,
  zeroDeviation,
  sumInDenominator,
  betaRoundsToOne,
  optimizerEpsilon,
  sqrtGradientAtZero,
  logGradientAtZero,
  gradientDividesByZero,
  zeroOverZero,
  divisionByZero,
  sqrtOfNegative,
  expOverflow,
  powOfNegative,
  outsideDomain,
  infinityMinusInfinity,
  explodingUpdate,
  unscaledFeatures,
  unscaledTarget,
  recurrentGrowth,
  grownParameters,
  explodingGradient,
  overflow,
];
