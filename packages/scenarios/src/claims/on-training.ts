/** What is told of initialisation, dynamics and architecture. */
import { attentionFullyMaskedRow } from '../catalogue/attention-fully-masked-row/attention-fully-masked-row.js';
import { batchSizeOne } from '../catalogue/batch-size-one/batch-size-one.js';
import { deadRelu } from '../catalogue/dead-relu/dead-relu.js';
import { initTooLarge } from '../catalogue/init-too-large/init-too-large.js';
import { learningRate } from '../catalogue/learning-rate/learning-rate.js';
import { lstmLongSequence } from '../catalogue/lstm-long-sequence/lstm-long-sequence.js';
import { rnnLongSequence } from '../catalogue/rnn-long-sequence/rnn-long-sequence.js';
import { zeroInitSymmetry } from '../catalogue/zero-init-symmetry/zero-init-symmetry.js';
import type { Claim } from './claim.js';
import { adamWithoutEpsilon, batchOfOne, saturatedSigmoid } from './problems.js';

const seeds = [1, 2, 3];

export const claimsOnTraining: readonly Claim[] = [
  {
    name: 'learning-rate',
    kind: 'cause',
    sentence: 'A learning rate that is too large makes the loss NaN.',
    verdict: 'only when',
    finding:
      'the model is unbounded: least squares overflow above 2 / sharpness, and do not just below; behind a sigmoid the loss stays in 0..1 whatever the rate.',
    measured: [
      {
        label: 'least squares of sharpness 1, rate 3',
        scenario: learningRate,
        variant: 'broken',
        axis: ['lr=3', 'sharpness=1'],
        steps: 1000,
        seeds,
      },
      {
        label: 'squared error of a sigmoid, rate 1e3',
        scenario: saturatedSigmoid,
        variant: 'broken',
        axis: ['lr=1e3', 'inputScale=1'],
        seeds,
      },
    ],
    besides: [
      {
        label: 'least squares of sharpness 1, rate 1.9',
        scenario: learningRate,
        variant: 'broken',
        axis: ['lr=1.9', 'sharpness=1'],
        steps: 1000,
        seeds,
      },
    ],
  },
  {
    name: 'zero-initialisation',
    kind: 'cause',
    sentence: 'Weights that start at zero make the loss NaN.',
    verdict: 'not as told',
    finding: 'No unit gets a gradient and the loss stands still, finite.',
    measured: [
      {
        label: 'all weights 0',
        scenario: zeroInitSymmetry,
        variant: 'broken',
        axis: ['lr=1e-2:1:log'],
        grid: 6,
        seeds,
      },
    ],
    besides: [
      {
        label: 'the same, counted where the loss stands still',
        scenario: zeroInitSymmetry,
        variant: 'broken',
        axis: ['lr=1e-2:1:log'],
        grid: 6,
        seeds,
        failures: ['stalled'],
      },
    ],
  },
  {
    name: 'large-initialisation',
    kind: 'cause',
    sentence: 'Initial weights that are too large make the loss NaN.',
    verdict: 'only when',
    finding: 'the learning rate is not as much smaller: at 1e-2 it does, at 1e-5 some train.',
    measured: [
      {
        label: 'weights x 30, rate 1e-2',
        scenario: initTooLarge,
        variant: 'broken',
        axis: ['initScale=30', 'lr=1e-2'],
        seeds,
      },
      {
        label: 'weights x 30, rate 1e-5',
        scenario: initTooLarge,
        variant: 'broken',
        axis: ['initScale=30', 'lr=1e-5'],
        seeds,
      },
    ],
  },
  {
    name: 'dead-relu',
    kind: 'cause',
    sentence: 'Dead ReLUs make the loss NaN.',
    verdict: 'not as told',
    finding: 'A dead unit has gradient 0: the loss stands still, finite.',
    measured: [
      {
        label: 'bias -10, rates 1e-3..1e-1',
        scenario: deadRelu,
        variant: 'broken',
        axis: ['initialBias=-10', 'lr=1e-3:1e-1:log'],
        grid: 6,
        seeds,
      },
    ],
    besides: [
      {
        label: 'the same, counted where the loss stands still',
        scenario: deadRelu,
        variant: 'broken',
        axis: ['initialBias=-10', 'lr=1e-3:1e-1:log'],
        grid: 6,
        seeds,
        failures: ['stalled'],
      },
    ],
  },
  {
    name: 'adam-epsilon-zero',
    kind: 'cause',
    sentence: 'Adam with epsilon 0 makes the weights NaN.',
    verdict: 'only when',
    finding: 'the gradient of some weight is exactly 0: then it is 0 / 0.',
    measured: [
      {
        label: 'every weight has a gradient',
        scenario: adamWithoutEpsilon,
        variant: 'broken',
        axis: [],
        seeds,
      },
      {
        label: 'one feature is always 0',
        scenario: adamWithoutEpsilon,
        variant: 'zero-column',
        axis: [],
        seeds,
      },
    ],
  },
  {
    name: 'batch-norm-of-one',
    kind: 'cause',
    sentence: 'Batch normalisation of a batch of one makes the loss NaN.',
    verdict: 'only when',
    finding:
      'epsilon is 0. With the epsilon of 1e-3 of tf.layers.batchNormalization every output is 0, and nothing is learnt from the features.',
    measured: [
      { label: 'epsilon 1e-3', scenario: batchOfOne, variant: 'broken', axis: [], seeds },
      { label: 'epsilon 0', scenario: batchOfOne, variant: 'no-epsilon', axis: [], seeds },
    ],
  },
  {
    name: 'batch-size-one',
    kind: 'cause',
    sentence: 'A batch size of one makes the loss NaN.',
    verdict: 'only when',
    finding:
      'the learning rate is above what the largest single sample allows, a few times less than all samples together do.',
    measured: [
      {
        label: 'rate 0.3',
        scenario: batchSizeOne,
        variant: 'broken',
        axis: ['lr=0.3'],
        seeds,
      },
      {
        label: 'rate 1e-2',
        scenario: batchSizeOne,
        variant: 'broken',
        axis: ['lr=1e-2'],
        seeds,
      },
    ],
    besides: [
      {
        label: 'all samples at once, rate 0.3',
        scenario: batchSizeOne,
        variant: 'fixed',
        axis: ['lr=0.3'],
        seeds,
      },
    ],
  },
  {
    name: 'rnn-long-sequences',
    kind: 'cause',
    sentence: 'Recurrent networks give NaN over many time steps.',
    verdict: 'only when',
    finding:
      'the recurrent matrix is large or the rate makes it so: with weights of scale 1 and a rate of 1e-4, 50 steps train; with scale 10 the first forward pass overflows.',
    measured: [
      {
        label: '50 time steps, scale 10',
        scenario: rnnLongSequence,
        variant: 'broken',
        axis: ['seqLen=50', 'initScale=10'],
        seeds,
      },
      {
        label: '50 time steps, scale 1, rate 1e-4',
        scenario: rnnLongSequence,
        variant: 'broken',
        axis: ['seqLen=50', 'initScale=1', 'lr=1e-4'],
        seeds,
      },
    ],
  },
  {
    name: 'lstm-long-sequences',
    kind: 'cause',
    sentence: 'LSTMs give NaN over many time steps.',
    verdict: 'not as told',
    finding:
      'Gates and state are bounded, so no length overflows. What does is the linear layer on top, at a rate that is far too large, and for 5 time steps as for 50.',
    measured: [
      {
        label: '50 time steps, rate 0.1',
        scenario: lstmLongSequence,
        variant: 'broken',
        axis: ['seqLen=50', 'lr=0.1'],
        seeds: [1],
      },
      {
        label: '5 time steps, rate 0.1, scale 100',
        scenario: lstmLongSequence,
        variant: 'broken',
        axis: ['seqLen=5', 'lr=0.1', 'initScale=100'],
        seeds,
      },
    ],
    besides: [
      {
        label: '5 time steps, rate 1e3',
        scenario: lstmLongSequence,
        variant: 'broken',
        axis: ['seqLen=5', 'lr=1e3', 'initScale=3'],
        seeds,
      },
    ],
  },
  {
    name: 'masked-attention',
    kind: 'cause',
    sentence: 'Masking attention with -Infinity makes the loss NaN.',
    verdict: 'only when',
    finding: 'a row has no token left: then the largest logit is -Inf, and -Inf less -Inf is NaN.',
    measured: [
      {
        label: 'two fifths forbidden',
        scenario: attentionFullyMaskedRow,
        variant: 'broken',
        axis: ['maskedShare=0.4'],
        seeds: [1],
      },
      {
        label: 'nearly all forbidden',
        scenario: attentionFullyMaskedRow,
        variant: 'broken',
        axis: ['maskedShare=0.95'],
        seeds,
      },
    ],
  },
];
