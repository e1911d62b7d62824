import * as tf from '@tensorflow/tfjs-core';
import {
  defineScenario,
  log,
  minibatches,
  type AxisValues,
  type NumericAxis,
} from '../../define.js';

type Axes = Readonly<Record<'lr' | 'memory', NumericAxis>>;

/** 1 - 1 / memory. */
const beta2 = (axes: AxisValues<Axes>): tf.Scalar => tf.sub(1, tf.div(1, axes.memory));

const limited = (axes: AxisValues<Axes>): tf.Scalar =>
  tf.minimum(tf.maximum(beta2(axes), 0.999), 0.9999);

const samples = 50;

export const adamBeta2 = defineScenario({
  name: 'adam-beta2',
  title: 'The memory of Adam: too short for a rare gradient, or too long for single precision',
  cause: 'dynamics',
  explanation:
    'Adam, here without its first moment, divides each step by the root of the squared gradients of late, and beta2 says how far back that goes: about 1 / (1 - beta2) steps. One sample in fifty pulls with a force of 150, all others the other way with 1. A memory much shorter than the fifty steps between two of the large ones has forgotten them in between: the small gradients are scaled up to full steps, the large one is scaled down to one, and the weight goes to where most samples pull, up the mean loss, at any learning rate. That is the counterexample of Reddi et al. to the convergence of Adam. At the other end single precision rounds a beta2 of 1 - 2e-8 to 1: the second moment stays 0, its bias correction is 0, and 0/0 makes every weight NaN in the first step. A beta2 between 0.999 and 0.9999 remembers long enough and can be told from 1.',
  references: [
    'Reddi, Kale and Kumar, On the convergence of Adam and beyond (2018), arXiv:1904.09237, section 3',
    'Zhang et al., Adam can converge without any modification on update rules (2022), arXiv:2208.09632: beta2 large enough for the problem',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    memory: log(1, 1e9, {
      default: 5,
      description: 'steps that the second moment remembers: 1 / (1 - beta2)',
    }),
  },
  sweptByDefault: ['lr', 'memory'],
  steps: 1000,
  setup: ({ rng }) => ({
    params: { weight: tf.mul(rng.normal([1]), 1e-2) },
    data: {
      // 150 for the first sample, -1 for each other.
      pull: tf.reshape(tf.sub(tf.mul(tf.oneHot(tf.tensor1d([0], 'int32'), samples), 151), 1), [
        samples,
        1,
      ]),
    },
  }),
  // The square keeps the loss bounded below; the mean pull of 2 has its least at -2.
  loss: ({ params, batch }) =>
    tf.mean(tf.add(tf.mul(batch.pull, params.weight), tf.mul(tf.square(params.weight), 0.5))),
  optimizer: { kind: 'adam', lr: 'lr', beta1: 0, beta2 },
  batches: minibatches({ size: 1, replacement: false }),
  recordedLoss: 'data',
  variants: {
    broken: { description: 'beta2 as given' },
    fixed: {
      description: 'beta2 of at least 0.999 and at most 0.9999',
      optimizer: { kind: 'adam', lr: 'lr', beta1: 0, beta2: limited },
    },
  },
  evidence: {
    at: { memory: 1e9 },
    outcome: 'nan',
    site: 'parameter:weight',
    rule: 'beta-rounds-to-one',
    bad: ['diverged', 'inf', 'nan'],
    cures: { fixed: 0.9 },
  },
});
