import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, linear, log, sgd, type NamedTensors } from '../../define.js';
import { dense, heNormal } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';

function hiddenOf(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return dense(batch.x!, params.hidden!, params.bias!);
}

export const deadRelu = defineScenario({
  name: 'dead-relu',
  title: 'Rectified units that no sample reaches',
  cause: 'dynamics',
  explanation:
    'A rectified unit whose input is negative for every sample answers 0 and has a gradient of 0: it never comes back. A bias that starts far below zero puts all units there at once; then the loss stands still, finite, at what the network says with all units at 0. That is the failure here, `stalled`, not NaN. A learning rate that is too large kills units in the same way later on, and the loss counts as converged if it fell before. A unit with a slope of 0.1 on its negative side always has a gradient.',
  references: [
    'Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models (2013)',
    'Lu et al., Dying ReLU and initialization (2019), arXiv:1903.06733',
  ],
  axes: {
    lr: log(1e-3, 1e-1, { default: 1e-2, description: 'learning rate' }),
    initialBias: linear(-20, 0, { default: -10, description: 'initial bias of the hidden units' }),
  },
  sweptByDefault: ['lr', 'initialBias'],
  steps: 150,
  setup: ({ rng, axes }) => {
    const x = rng.uniform([30, 4], -1, 1);
    return {
      params: {
        hidden: heNormal(rng, 4, 8),
        bias: tf.mul(tf.ones([8]), axes.initialBias),
        output: heNormal(rng, 8, 1),
      },
      data: { x, y: tf.add(tf.matMul(x, rng.normal([4, 1])), 1) },
    };
  },
  loss: ({ params, batch }) =>
    meanSquaredError(tf.matMul(tf.relu(hiddenOf(params, batch)), params.output), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'relu' },
    fixed: {
      description: 'a slope of 0.1 on the negative side',
      loss: ({ params, batch }) => {
        const input = hiddenOf(params, batch);
        const leaky = tf.add(tf.relu(input), tf.mul(tf.relu(tf.neg(input)), -0.1));
        return meanSquaredError(tf.matMul(leaky, params.output), batch.y);
      },
    },
  },
  evidence: {
    at: { initialBias: -10 },
    outcome: 'stalled',
    rule: 'dead-relu',
    bad: ['stalled'],
    cures: { fixed: 0.5 },
  },
});
