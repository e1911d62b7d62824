/** What is told of cures. The share is that of the failing runs which the cure makes good. */
import { adamEpsilonZero } from '../catalogue/adam-epsilon-zero/adam-epsilon-zero.js';
import { crossEntropyOfSoftmax } from '../catalogue/cross-entropy-of-softmax/cross-entropy-of-softmax.js';
import { learningRate } from '../catalogue/learning-rate/learning-rate.js';
import { log1pOfExp } from '../catalogue/log1p-of-exp/log1p-of-exp.js';
import { missingValues } from '../catalogue/missing-values/missing-values.js';
import { noGradientClipping } from '../catalogue/no-gradient-clipping/no-gradient-clipping.js';
import { noRegularisation } from '../catalogue/no-regularisation/no-regularisation.js';
import { residualWithoutNorm } from '../catalogue/residual-without-norm/residual-without-norm.js';
import { ratioLoss } from '../catalogue/ratio-loss/ratio-loss.js';
import { softmaxOverflow } from '../catalogue/softmax-overflow/softmax-overflow.js';
import { unscaledFeatures } from '../catalogue/unscaled-features/unscaled-features.js';
import { zeroOverZero } from '../catalogue/zero-over-zero/zero-over-zero.js';
import type { Claim } from './claim.js';
import {
  adamWithoutEpsilon,
  clippedNan,
  decayedWeights,
  limitedActivations,
  ratioOfSum,
} from './problems.js';

const seeds = [1, 2, 3];

export const claimsOnCures: readonly Claim[] = [
  {
    name: 'standardising',
    kind: 'cure',
    sentence: 'Standardised features cure what large features break.',
    verdict: 'as told',
    finding: 'Every cell of the map that fails for the features’ scale is finite with scale 1.',
    measured: [
      {
        label: 'Adam, rates and scales of the map',
        scenario: unscaledFeatures,
        variant: 'fixed',
        axis: ['lr=1e-4:1e6:log', 'featureScale=1:1e16:log'],
        grid: 8,
        seeds: [1],
      },
    ],
  },
  {
    name: 'log-softmax',
    kind: 'cure',
    sentence: 'Log-softmax and a cross-entropy from logits cure the softmax of logits x 1000.',
    verdict: 'as told',
    finding: 'They are finite, value and gradient, and they learn.',
    measured: [
      {
        label: 'logits x 1000',
        scenario: softmaxOverflow,
        variant: 'fixed',
        axis: ['logitScale=1e3'],
        seeds,
      },
      {
        label: 'rates and scales of the map',
        scenario: softmaxOverflow,
        variant: 'fixed',
        axis: ['lr=1e-4:1e1:log', 'logitScale=1:1e4:log'],
        grid: 8,
        seeds: [1],
      },
    ],
  },
  {
    name: 'ratio-epsilon',
    kind: 'cure',
    sentence: 'An epsilon of 1e-8 in the denominator cures y_true / sum(y_pred).',
    verdict: 'as told',
    finding: 'It does where the sum is 0 or near it from above: all of these were Inf or NaN.',
    measured: [
      {
        label: 'a sum of 1e-25',
        scenario: ratioLoss,
        variant: 'fixed',
        axis: ['initScale=1e-25'],
        seeds,
      },
      {
        label: 'a sum of exactly 0',
        scenario: ratioOfSum,
        variant: 'epsilon',
        axis: ['sum=0'],
        seeds,
      },
    ],
  },
  {
    name: 'ratio-epsilon-guards',
    kind: 'guard',
    sentence: 'With an epsilon of 1e-8 in the denominator y_true / sum(y_pred) is always finite.',
    verdict: 'only when',
    finding:
      'the sum is not negative. At -1e-8 the epsilon makes the 0 that it should prevent; beside a sum of ordinary size it is rounded away in float32 and changes nothing.',
    measured: [
      {
        label: 'a sum of exactly 0',
        scenario: ratioOfSum,
        variant: 'epsilon',
        axis: ['sum=0'],
        seeds,
      },
      {
        label: 'a sum of -1e-8',
        scenario: ratioOfSum,
        variant: 'epsilon',
        axis: ['sum=-1e-8'],
        seeds,
      },
    ],
    besides: [
      {
        label: 'a sum of -1e-8, without the epsilon',
        scenario: ratioOfSum,
        variant: 'broken',
        axis: ['sum=-1e-8'],
        seeds,
      },
      {
        label: 'a sum of -1e-8, ratioLoss of @brink/stable-ops',
        scenario: ratioOfSum,
        variant: 'fixed',
        axis: ['sum=-1e-8'],
        seeds,
      },
    ],
  },
  {
    name: 'log-epsilon',
    kind: 'cure',
    sentence: 'log(p + 1e-8) cures the logarithm of a probability that has become 0.',
    verdict: 'as told',
    finding:
      'The loss is finite. Where p is 0 the softmax behind it has no gradient, so most of those cells learn nothing; the log-softmax does.',
    measured: [
      {
        label: 'rates and scales of the map',
        scenario: crossEntropyOfSoftmax,
        variant: 'epsilon',
        axis: ['lr=1e-4:1e1:log', 'logitScale=1:1e4:log'],
        grid: 8,
        seeds: [1],
      },
    ],
  },
  {
    name: 'clipping-rnn',
    kind: 'cure',
    sentence: 'Clipped gradients cure exploding gradients.',
    verdict: 'as told',
    finding: 'A step of bounded length cannot throw weights out of the range of float32.',
    measured: [
      {
        label: 'one weight used 8 times in a row, rates and starts of the map',
        scenario: noGradientClipping,
        variant: 'fixed',
        axis: ['lr=1e-6:1:log', 'start=0.5:4:log'],
        grid: 8,
        seeds: [1],
      },
      {
        label: 'least squares above 2 / sharpness',
        scenario: learningRate,
        variant: 'clipped',
        axis: ['lr=1e-3:1e1:log', 'sharpness=1e-1:1e3:log'],
        grid: 8,
        seeds: [1],
      },
    ],
  },
  {
    name: 'clipping-nan',
    kind: 'cure',
    sentence: 'Clipped gradients cure NaN.',
    verdict: 'not as told',
    finding:
      'A gradient that is NaN is NaN after clipping, and so is the norm of all of them. Clipping by value leaves NaN as it is.',
    measured: [
      {
        label: 'sqrt at 0, clipped by norm',
        scenario: clippedNan,
        variant: 'clipped',
        axis: [],
        seeds,
      },
      {
        label: 'sqrt at 0, clipped by value',
        scenario: clippedNan,
        variant: 'by-value',
        axis: [],
        seeds,
      },
    ],
    besides: [{ label: 'safeSqrt', scenario: clippedNan, variant: 'fixed', axis: [], seeds }],
  },
  {
    name: 'l2-regularisation',
    kind: 'cure',
    sentence: 'L2 regularisation prevents NaN.',
    verdict: 'only when',
    finding:
      'the objective has no lower bound and the decay is stronger than its pull. Above 2 / sharpness it adds to the sharpness, and cures nothing.',
    measured: [
      {
        label: 'least squares, rates 1 to 10, decay 0.01',
        scenario: decayedWeights,
        variant: 'l2',
        axis: ['lr=1:1e1:log'],
        grid: 16,
        seeds,
      },
      {
        label: 'an objective without a lower bound, decay 1 in place of 1e-4',
        scenario: noRegularisation,
        variant: 'broken',
        axis: ['lr=0.5', 'weightDecay=1'],
        without: { axis: ['lr=0.5', 'weightDecay=1e-4'] },
        seeds,
      },
    ],
  },
  {
    name: 'bounded-objective',
    kind: 'cure',
    sentence: 'Weights divided by their norm cure an objective without a lower bound.',
    verdict: 'as told',
    finding: 'The objective is bounded then; weight decay only delays the end.',
    measured: [
      {
        label: 'rates and decays of the map',
        scenario: noRegularisation,
        variant: 'fixed',
        axis: ['lr=1e-3:1:log', 'weightDecay=1e-4:1e1:log'],
        grid: 8,
        seeds: [1],
      },
    ],
  },
  {
    name: 'larger-adam-epsilon',
    kind: 'cure',
    sentence: 'A larger epsilon cures NaN with Adam.',
    verdict: 'only when',
    finding:
      'Adam itself made it, dividing 0 by 0 for a weight without a gradient. Weights that a far too large rate carries out of range it leaves there.',
    measured: [
      {
        label: 'a weight without a gradient, epsilon 1e-7 in place of 1e-48',
        scenario: adamEpsilonZero,
        variant: 'fixed',
        axis: ['epsilon=1e-48', 'lr=1e-4:1:log'],
        grid: 8,
        seeds: [1],
      },
      {
        label: 'a rate of 1e22, epsilon 1e-3 in place of 0',
        scenario: adamWithoutEpsilon,
        variant: 'large-epsilon',
        axis: ['lr=1e22'],
        seeds,
      },
    ],
  },
  {
    name: 'double-precision',
    kind: 'cure',
    sentence: 'Double precision cures NaN.',
    verdict: 'only when',
    finding:
      'it came of an overflow that 1.8e308 leaves room for. 0 / 0 and NaN in the data are the same in any precision.',
    measured: [
      {
        label: 'log(1 + exp(z)), features of 30',
        scenario: log1pOfExp,
        variant: 'broken',
        axis: ['inputScale=30', 'lr=1e-3:1e-1:log'],
        precision: 'float64',
        without: { precision: 'float32' },
        grid: 8,
        seeds: [1],
      },
      {
        label: 'the mean over an empty mask',
        scenario: zeroOverZero,
        variant: 'broken',
        axis: [],
        precision: 'float64',
        without: { precision: 'float32' },
        seeds,
      },
      {
        label: 'missing values',
        scenario: missingValues,
        variant: 'broken',
        axis: [],
        precision: 'float64',
        without: { precision: 'float32' },
        seeds,
      },
    ],
  },
  {
    name: 'relu6',
    kind: 'cure',
    sentence: 'Activations limited to 6 (relu6) keep a deep network finite.',
    verdict: 'only when',
    finding:
      'the weights are not so large that the gradient overflows: every value stays within 6, but the gradient is multiplied by the weights of each layer on its way back.',
    measured: [
      {
        label: '24 layers, rates and scales of the map',
        scenario: limitedActivations,
        variant: 'relu6',
        axis: ['lr=1e-5:1e-1:log', 'initScale=1:1e2:log'],
        grid: 8,
        seeds: [1],
      },
    ],
  },
  {
    name: 'residual-connections',
    kind: 'guard',
    sentence: 'Residual connections keep a deep network finite.',
    verdict: 'only when',
    finding:
      'the rate is small, or each branch is divided by the depth: x + f(x) doubles the variance at every block, and the gradient with it.',
    measured: [
      {
        label: '8 blocks, rate 3e-2',
        scenario: residualWithoutNorm,
        variant: 'broken',
        axis: ['lr=3e-2'],
        seeds,
      },
      {
        label: '8 blocks, rate 1e-6',
        scenario: residualWithoutNorm,
        variant: 'broken',
        axis: ['lr=1e-6'],
        seeds,
      },
    ],
    besides: [
      {
        label: '8 blocks, rate 3e-2, branches divided by 8',
        scenario: residualWithoutNorm,
        variant: 'fixed',
        axis: ['lr=3e-2'],
        seeds,
      },
    ],
  },
];
