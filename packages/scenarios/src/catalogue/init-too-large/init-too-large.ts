import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors, type Random } from '../../define.js';
import { heNormal } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

/** Three hidden layers of eight rectified units, each weight `scale` times He's. */
function drawWeights(rng: Random, scale: tf.Tensor | number) {
  const layer = (inputs: number, outputs: number) => tf.mul(heNormal(rng, inputs, outputs), scale);
  return { w1: layer(4, 8), w2: layer(8, 8), w3: layer(8, 8), w4: layer(8, 1) };
}

function predict(params: NamedTensors, x: tf.Tensor): tf.Tensor {
  let hidden = tf.relu(tf.matMul(x, params.w1!));
  hidden = tf.relu(tf.matMul(hidden, params.w2!));
  hidden = tf.relu(tf.matMul(hidden, params.w3!));
  return tf.matMul(hidden, params.w4!);
}

export const initTooLarge = defineScenario({
  name: 'init-too-large',
  title: 'Initial weights that are too large',
  cause: 'initialisation',
  explanation:
    'With weights s times too large in each of four layers the output is s^4 times too large and the sharpness of the loss grows with s^6 and more, so a learning rate that is fine for the network as it should be is far too large for this one: the first step overshoots and the loss is Inf a few steps later, or every unit is thrown to its dead side and the network answers 0 from then on, which counts as converged. Far beyond that Inf meets Inf of the other sign, or 0, and the loss is NaN. The initial weights of He et al. keep the size of rectified values from layer to layer, and the axis has no effect on them.',
  references: [
    'He, Zhang, Ren and Sun, Delving deep into rectifiers (2015), arXiv:1502.01852',
    'Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (2010)',
  ],
  axes: {
    lr: log(1e-5, 1e-1, { default: 1e-2, description: 'learning rate' }),
    initScale: log(1e-1, 1e4, { default: 10, description: 'factor on the initial weights' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 60,
  setup: ({ rng, axes }) => ({
    params: drawWeights(rng, axes.initScale),
    data: { ...drawRegression(rng, 30, 4) },
  }),
  loss: ({ params, batch }) => meanSquaredError(predict(params, batch.x), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'weights scaled by the axis' },
    fixed: {
      description: 'weights of He et al.',
      setup: ({ rng }) => ({
        params: drawWeights(rng, 1),
        data: { ...drawRegression(rng, 30, 4) },
      }),
    },
  },
  evidence: {
    at: { initScale: 30 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.8 },
  },
});
