import * as tf from '@tensorflow/tfjs-core';
import {
  defineScenario,
  log,
  type AxisValues,
  type NamedTensors,
  type NumericAxis,
} from '../../define.js';
import { heNormal } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

const spikeStep = 20;
type Axes = Readonly<Record<'lr' | 'spike', NumericAxis>>;

function scheduled(axes: AxisValues<Axes>, step: tf.Scalar): tf.Scalar {
  const spiked = tf.mul<tf.Scalar>(axes.lr, axes.spike);
  return tf.where(tf.equal(step, spikeStep), spiked, axes.lr);
}

function predict(params: NamedTensors, x: tf.Tensor): tf.Tensor {
  const hidden = tf.relu(tf.matMul(x, params.hidden!));
  return tf.matMul(tf.relu(tf.matMul(hidden, params.middle!)), params.output!);
}

export const scheduleSpike = defineScenario({
  name: 'schedule-spike',
  title: 'A single step with a learning rate that is far too large',
  cause: 'dynamics',
  explanation:
    'Training goes well for twenty steps; then a schedule (a warm restart, a unit mistaken, a resumed counter) gives one step a learning rate that is s times too large, and the old one returns. One such step throws the weights of all three layers along the gradient; the product of three large layers has a gradient so large that the ordinary rate is now too large as well, and the loss is Inf within a few steps of the spike. Clipped gradients bound what the spike can do and what comes after it.',
  references: [
    'Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (2016), arXiv:1608.03983',
    'Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), arXiv:1211.5063',
  ],
  axes: {
    lr: log(1e-3, 1e-1, { default: 1e-2, description: 'learning rate' }),
    spike: log(1, 1e6, { default: 1e4, description: 'factor on the learning rate of step 20' }),
  },
  sweptByDefault: ['lr', 'spike'],
  steps: 60,
  setup: ({ rng }) => ({
    params: {
      hidden: heNormal(rng, 4, 8),
      middle: heNormal(rng, 8, 8),
      output: heNormal(rng, 8, 1),
    },
    data: { ...drawRegression(rng, 30, 4) },
  }),
  loss: ({ params, batch }) => meanSquaredError(predict(params, batch.x), batch.y),
  optimizer: { kind: 'sgd', lr: scheduled },
  variants: {
    broken: { description: 'gradients as they come' },
    fixed: {
      description: 'gradients clipped to a joint norm of 1e-2',
      optimizer: { kind: 'sgd', lr: scheduled, clip: { globalNorm: 1e-2 } },
    },
  },
  evidence: {
    at: { lr: 1e-2, spike: 1e5 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.5 },
  },
});
