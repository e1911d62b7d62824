/** What is told of operations. */
import { crossEntropyOfSoftmax } from '../catalogue/cross-entropy-of-softmax/cross-entropy-of-softmax.js';
import { ratioLoss } from '../catalogue/ratio-loss/ratio-loss.js';
import { sigmoidSaturation } from '../catalogue/sigmoid-saturation/sigmoid-saturation.js';
import { softmaxOverflow } from '../catalogue/softmax-overflow/softmax-overflow.js';
import { sqrtAtZero } from '../catalogue/sqrt-at-zero/sqrt-at-zero.js';
import { whereGradient } from '../catalogue/where-gradient/where-gradient.js';
import type { Claim } from './claim.js';
import { largeLogits, ratioOfSum, saturatedSigmoid } from './problems.js';

const seeds = [1, 2, 3];

export const claimsOnOperations: readonly Claim[] = [
  {
    name: 'softmax-by-hand',
    kind: 'cause',
    sentence: 'A softmax of logits x 1000, written exp(z) / sum(exp(z)), is NaN.',
    verdict: 'as told',
    finding: 'exp overflows from 88.7 on, and Inf / Inf is NaN.',
    measured: [
      {
        label: 'logits x 1000',
        scenario: softmaxOverflow,
        variant: 'broken',
        axis: ['logitScale=1e3'],
        seeds,
      },
    ],
  },
  {
    name: 'softmax-of-the-library',
    kind: 'cause',
    sentence: 'tf.softmax of logits x 1000 is NaN.',
    verdict: 'not as told',
    finding:
      'tf.softmax subtracts the largest logit first. Its logarithm is another matter: a probability that has rounded to 0 gives -Inf.',
    measured: [
      {
        label: 'logits x 1000',
        scenario: softmaxOverflow,
        variant: 'tf-softmax',
        axis: ['logitScale=1e3'],
        seeds,
      },
    ],
    besides: [
      {
        label: 'log(tf.softmax(z)), logits x 1000',
        scenario: crossEntropyOfSoftmax,
        variant: 'broken',
        axis: ['logitScale=1e3'],
        seeds,
      },
    ],
  },
  {
    name: 'cross-entropy-from-logits',
    kind: 'cause',
    sentence: 'In float32 even the cross-entropy from logits becomes NaN when logits are large.',
    verdict: 'not as told',
    finding:
      'Through the log-softmax it is finite, value and gradient, up to logits of 1e30. A class masked with -Inf is another matter: its label of 0 times -Inf is NaN, unless the loss leaves it out.',
    measured: [
      {
        label: 'logits x 1000',
        scenario: largeLogits,
        variant: 'broken',
        axis: ['logitScale=1e3'],
        seeds,
      },
      {
        label: 'logits x 1e30, rate 1e-6',
        scenario: largeLogits,
        variant: 'broken',
        axis: ['logitScale=1e30', 'lr=1e-6'],
        steps: 1,
        seeds,
      },
    ],
    besides: [
      {
        label: 'a class masked with -Inf',
        scenario: largeLogits,
        variant: 'masked',
        axis: ['logitScale=1'],
        seeds,
      },
    ],
  },
  {
    name: 'sigmoid-saturation',
    kind: 'cause',
    sentence: 'A saturated sigmoid makes the loss NaN.',
    verdict: 'only when',
    finding:
      'its logarithm is taken by hand. Under a squared error a saturated sigmoid has no gradient and training stands still, finite.',
    measured: [
      {
        label: 'log(sigmoid(z)) by hand, features of 100',
        scenario: sigmoidSaturation,
        variant: 'broken',
        axis: ['inputScale=100'],
        seeds,
      },
      {
        label: 'squared error, features of 1e3',
        scenario: saturatedSigmoid,
        variant: 'broken',
        axis: ['inputScale=1e3'],
        seeds,
      },
    ],
  },
  {
    name: 'ratio-loss',
    kind: 'cause',
    sentence: 'A custom loss y_true / sum(y_pred) makes the loss NaN.',
    verdict: 'only when',
    finding:
      'the sum comes near 0. A sum of ordinary size trains, and grows for as long as it does, since the loss is least at infinity.',
    measured: [
      {
        label: 'a sum of 1e-25',
        scenario: ratioLoss,
        variant: 'broken',
        axis: ['initScale=1e-25'],
        seeds,
      },
      {
        label: 'a sum of ordinary size',
        scenario: ratioLoss,
        variant: 'broken',
        axis: ['initScale=1'],
        seeds,
      },
    ],
    besides: [
      {
        label: 'a sum of exactly 0',
        scenario: ratioOfSum,
        variant: 'broken',
        axis: ['sum=0'],
        seeds,
      },
    ],
  },
  {
    name: 'sqrt-at-zero',
    kind: 'cause',
    sentence: 'The square root of 0 makes the gradient NaN or Inf.',
    verdict: 'as told',
    finding: 'Its slope there is Inf, and 0 x Inf in the chain rule is NaN.',
    measured: [
      {
        label: 'distances that start at 1e-25',
        scenario: sqrtAtZero,
        variant: 'broken',
        axis: ['gap=1e-25'],
        seeds,
      },
    ],
    besides: [
      {
        label: 'distances that start at 1',
        scenario: sqrtAtZero,
        variant: 'broken',
        axis: ['gap=1'],
        seeds,
      },
    ],
  },
  {
    name: 'where-guards',
    kind: 'guard',
    sentence: 'tf.where(mask, f(x), 0) keeps the NaN of f out of training.',
    verdict: 'not as told',
    finding:
      'It keeps it out of the value. The gradient of the unused side is multiplied by 0, and 0 x NaN is NaN. The argument has to be made safe inside: where(mask, f(where(mask, x, 1)), 0).',
    measured: [
      {
        label: 'where outside only',
        scenario: whereGradient,
        variant: 'broken',
        axis: ['paddedShare=0.2'],
        seeds,
      },
    ],
    besides: [
      {
        label: 'where inside too',
        scenario: whereGradient,
        variant: 'fixed',
        axis: ['paddedShare=0.2'],
        seeds,
      },
    ],
  },
];
