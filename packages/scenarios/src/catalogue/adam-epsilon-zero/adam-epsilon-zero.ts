import * as tf from '@tensorflow/tfjs-core';
import { adam, defineScenario, log } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

export const adamEpsilonZero = defineScenario({
  name: 'adam-epsilon-zero',
  title: 'Adam without its epsilon, on a weight without a gradient',
  cause: 'dynamics',
  explanation:
    'Adam divides the mean of the gradients by the root of the mean of their squares plus epsilon. A weight whose gradient is exactly 0 (a dead unit, a word that does not occur, here a column of zeros) has 0 / (0 + epsilon): with epsilon 0, or one that single precision rounds to 0, it is 0/0. Loss and gradients are finite in that step and the weight is NaN, so it looks as if the next forward pass had broken. The default of 1e-7 is the cure; a weight that has a gradient never notices.',
  references: [
    'Kingma and Ba, Adam: a method for stochastic optimization (2014), arXiv:1412.6980',
    'TensorFlow.js API, tf.train.adam: epsilon',
  ],
  axes: {
    lr: log(1e-4, 1, { default: 1e-2, description: 'learning rate' }),
    epsilon: log(1e-50, 1e-2, { default: 1e-48, description: 'epsilon of Adam' }),
  },
  sweptByDefault: ['lr', 'epsilon'],
  steps: 60,
  setup: ({ rng }) => {
    const { x, y } = drawRegression(rng, 30, 3);
    return {
      params: { weights: tf.mul(rng.normal([4, 1]), 0.1) },
      data: { x: tf.concat([x, tf.zeros([30, 1])], 1), y },
    };
  },
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: adam({ lr: 'lr', epsilon: 'epsilon' }),
  variants: {
    broken: { description: 'epsilon as given' },
    fixed: {
      description: 'epsilon of at least 1e-7',
      optimizer: { kind: 'adam', lr: 'lr', epsilon: (axes) => tf.maximum(axes.epsilon, 1e-7) },
    },
  },
  evidence: {
    at: { epsilon: 1e-48 },
    outcome: 'nan',
    site: 'parameter:weights',
    rule: 'optimizer-epsilon',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
