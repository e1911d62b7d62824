import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, integer, log, sgd } from '../../define.js';
import { glorotUniform } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';

export const zeroInitSymmetry = defineScenario({
  name: 'zero-init-symmetry',
  title: 'All weights start at zero',
  cause: 'initialisation',
  explanation:
    'A network of tanh units whose weights are all zero computes zero everywhere, and so are its gradients: the output weights see hidden values of 0, and the hidden weights see an error that comes back through output weights of 0. No learning rate moves it; the loss stays exactly where it is, finite and useless. Biases would start to move and still leave all hidden units equal. Random weights make the units differ.',
  references: [
    'Goodfellow, Bengio and Courville, Deep learning (2016), section 8.4: breaking symmetry',
  ],
  axes: {
    lr: log(1e-2, 1, { default: 0.1, description: 'learning rate' }),
    units: integer(1, 64, { values: [2, 8, 32], default: 8, description: 'hidden units' }),
  },
  sweptByDefault: ['lr', 'units'],
  steps: 100,
  setup: ({ rng, axes }) => {
    const x = rng.normal([30, 4]);
    return {
      params: { hidden: tf.zeros([4, axes.units]), output: tf.zeros([axes.units, 1]) },
      data: { x, y: tf.tanh(tf.matMul(x, rng.normal([4, 1]))) },
    };
  },
  loss: ({ params, batch }) => {
    const hidden = tf.tanh(tf.matMul(batch.x, params.hidden));
    return meanSquaredError(tf.matMul(hidden, params.output), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'zeros' },
    fixed: {
      description: 'weights of Glorot and Bengio',
      setup: ({ rng, axes }) => {
        const x = rng.normal([30, 4]);
        const y = tf.tanh(tf.matMul(x, rng.normal([4, 1])));
        const hidden = glorotUniform(rng, 4, axes.units);
        return { params: { hidden, output: glorotUniform(rng, axes.units, 1) }, data: { x, y } };
      },
    },
  },
  evidence: {
    at: {},
    outcome: 'stalled',
    rule: 'loss-flat',
    bad: ['stalled'],
    cures: { fixed: 0.9 },
  },
});
