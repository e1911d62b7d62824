/** What is told of data. */
import { categoricalAsNumber } from '../catalogue/categorical-as-number/categorical-as-number.js';
import { largeVarianceFeature } from '../catalogue/large-variance-feature/large-variance-feature.js';
import { missingValues } from '../catalogue/missing-values/missing-values.js';
import { outlier } from '../catalogue/outlier/outlier.js';
import { targetScale } from '../catalogue/target-scale/target-scale.js';
import { unscaledFeatures } from '../catalogue/unscaled-features/unscaled-features.js';
import type { Claim } from './claim.js';
import { constantColumn } from './problems.js';

const seeds = [1, 2, 3];

export const claimsOnData: readonly Claim[] = [
  {
    name: 'features-of-1e4-adam',
    kind: 'cause',
    sentence:
      'X = uniform(100, 10) x 10,000 into Dense(64, relu)-Dense(1) with adam and mse gives a loss of NaN; standardise X.',
    verdict: 'not as told',
    finding:
      'Adam divides the gradient by its own size, so large features alone do not overflow at its usual rate of 1e-3. It takes a learning rate and a scale whose product is far larger, or gradient descent in place of Adam.',
    measured: [
      {
        label: 'as told, rate 1e-3, 1000 steps',
        scenario: unscaledFeatures,
        variant: 'broken',
        axis: ['lr=1e-3', 'featureScale=1e4'],
        steps: 1000,
        seeds: [1, 2, 3, 4, 5],
      },
    ],
    besides: [
      {
        label: 'rate 1e4, features of 1e10',
        scenario: unscaledFeatures,
        variant: 'broken',
        axis: ['lr=1e4', 'featureScale=1e10'],
        seeds,
      },
      {
        label: 'the same, standardised',
        scenario: unscaledFeatures,
        variant: 'fixed',
        axis: ['lr=1e4', 'featureScale=1e10'],
        seeds,
      },
    ],
  },
  {
    name: 'features-not-normalised',
    kind: 'cause',
    sentence: 'Features that are not normalised make the loss NaN.',
    verdict: 'only when',
    finding:
      'the optimizer is gradient descent and the rate times the square of the features is above 2; features of 1e3 at a rate of 1e-2 do, at 1e-7 do not.',
    measured: [
      {
        label: 'gradient descent, one column of 1e3, rate 1e-2',
        scenario: largeVarianceFeature,
        variant: 'broken',
        axis: ['lr=1e-2', 'columnScale=1e3'],
        seeds,
      },
      {
        label: 'the same, rate 1e-7',
        scenario: largeVarianceFeature,
        variant: 'broken',
        axis: ['lr=1e-7', 'columnScale=1e3'],
        seeds,
      },
    ],
  },
  {
    name: 'constant-feature',
    kind: 'cause',
    sentence: 'Constant features make the loss NaN.',
    verdict: 'only when',
    finding:
      'they are standardised by a division by their deviation, which is 0. Fed in as they are, they are one more bias.',
    measured: [
      {
        label: 'as it is',
        scenario: constantColumn,
        variant: 'broken',
        axis: ['constant=1'],
        seeds,
      },
      {
        label: 'standardised by hand',
        scenario: constantColumn,
        variant: 'standardised',
        axis: ['constant=1'],
        seeds,
      },
    ],
  },
  {
    name: 'zero-feature',
    kind: 'cause',
    sentence: 'A feature that is zero everywhere makes the loss NaN.',
    verdict: 'only when',
    finding: 'something divides by its size or its deviation; a column of zeros has no effect.',
    measured: [
      {
        label: 'as it is',
        scenario: constantColumn,
        variant: 'broken',
        axis: ['constant=0'],
        seeds,
      },
      {
        label: 'standardised by hand',
        scenario: constantColumn,
        variant: 'standardised',
        axis: ['constant=0'],
        seeds,
      },
    ],
  },
  {
    name: 'missing-values',
    kind: 'cause',
    sentence: 'Missing values in the data make the loss NaN.',
    verdict: 'as told',
    finding: 'One NaN in one sample reaches the mean over the batch, and with it every weight.',
    measured: [
      {
        label: 'a tenth of the entries NaN',
        scenario: missingValues,
        variant: 'broken',
        axis: ['missingShare=0.1'],
        seeds,
      },
      {
        label: 'rates 1e-4..1e-1',
        scenario: missingValues,
        variant: 'broken',
        axis: ['lr=1e-4:1e-1:log', 'missingShare=0.1'],
        grid: 8,
        seeds: [1],
      },
    ],
  },
  {
    name: 'categories-not-encoded',
    kind: 'cause',
    sentence: 'Categories that are not one-hot encoded make the loss NaN.',
    verdict: 'only when',
    finding:
      'their codes are large for the learning rate: eight codes from 1 to 8 train, codes that run to thousands diverge as any feature of that size does.',
    measured: [
      {
        label: 'codes 1 to 8, rate 1e-2',
        scenario: categoricalAsNumber,
        variant: 'broken',
        axis: ['lr=1e-2', 'codeStep=1'],
        seeds,
      },
      {
        label: 'codes 1000 to 8000, rate 1e-2',
        scenario: categoricalAsNumber,
        variant: 'broken',
        axis: ['lr=1e-2', 'codeStep=1e3'],
        seeds,
      },
    ],
  },
  {
    name: 'large-targets',
    kind: 'cause',
    sentence: 'Targets in the thousands make the loss NaN.',
    verdict: 'only when',
    finding: 'the learning rate is not small enough for gradients a thousand times as large.',
    measured: [
      {
        label: 'targets of 1e4, rate 1e-2',
        scenario: targetScale,
        variant: 'broken',
        axis: ['lr=1e-2', 'targetScale=1e4'],
        seeds,
      },
      {
        label: 'the same, rate 1e-6',
        scenario: targetScale,
        variant: 'broken',
        axis: ['lr=1e-6', 'targetScale=1e4'],
        seeds,
      },
    ],
  },
  {
    name: 'one-outlier',
    kind: 'cause',
    sentence: 'A single outlier can make the loss NaN.',
    verdict: 'as told',
    finding:
      'One sample a thousand times as large multiplies the sharpness by its square. The same data without it trains.',
    measured: [
      {
        label: 'one sample x 1e3, rate 1e-2',
        scenario: outlier,
        variant: 'broken',
        axis: ['lr=1e-2', 'outlierSize=1e3'],
        seeds,
      },
    ],
    besides: [
      {
        label: 'no outlier',
        scenario: outlier,
        variant: 'broken',
        axis: ['lr=1e-2', 'outlierSize=1'],
        seeds,
      },
    ],
  },
];
