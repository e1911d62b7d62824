import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, linear, log, momentum } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

export const momentumTooHigh = defineScenario({
  name: 'momentum-too-high',
  title: 'A momentum of 1 and more',
  cause: 'dynamics',
  explanation:
    'Momentum adds to each step a share m of the one before. On least squares it bears a learning rate of (2 + 2m) / sharpness, more than without, as long as m is below 1. At 1 nothing damps the oscillation; above 1 the memory grows by itself, by a factor of sqrt(m) per step, whatever the learning rate: the loss rises by m per step until it overflows, after 88 / log(m) steps. So it takes hundreds of steps for 1.2 to show as Inf, and before that it shows as a loss that rises. A limit of 0.9 is the cure.',
  references: [
    'Polyak, Some methods of speeding up the convergence of iteration methods (1964)',
    'Cohen et al., Gradient descent on neural networks typically occurs at the edge of stability (2021), arXiv:2103.00065',
  ],
  axes: {
    lr: log(1e-4, 1, { default: 1e-2, description: 'learning rate' }),
    momentum: linear(0, 1.5, { default: 0.9, description: 'share of the step before' }),
  },
  sweptByDefault: ['lr', 'momentum'],
  steps: 300,
  setup: ({ rng }) => ({
    params: { weights: tf.mul(rng.normal([3, 1]), 0.1) },
    data: { ...drawRegression(rng, 30, 3) },
  }),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: momentum({ lr: 'lr', momentum: 'momentum' }),
  variants: {
    broken: { description: 'momentum as given' },
    fixed: {
      description: 'momentum limited to 0.9',
      optimizer: {
        kind: 'momentum',
        lr: 'lr',
        momentum: (axes) => tf.minimum(axes.momentum, 0.9),
      },
    },
  },
  evidence: {
    at: { momentum: 1.5 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan', 'diverged'],
    cures: { fixed: 0.5 },
  },
});
