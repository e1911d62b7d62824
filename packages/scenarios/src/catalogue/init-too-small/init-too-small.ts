import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors, type Random } from '../../define.js';
import { glorotUniform } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';

/** Three hidden layers of eight tanh units, each weight `scale` times Glorot's. */
function drawWeights(rng: Random, scale: tf.Tensor | number) {
  const layer = (inputs: number, outputs: number) =>
    tf.mul(glorotUniform(rng, inputs, outputs), scale);
  return { w1: layer(4, 8), w2: layer(8, 8), w3: layer(8, 8), w4: layer(8, 1) };
}

function drawData(rng: Random) {
  const x = rng.normal([30, 4]);
  return { x, y: tf.tanh(tf.matMul(x, rng.normal([4, 1]))) };
}

function predict(params: NamedTensors, x: tf.Tensor): tf.Tensor {
  let hidden = tf.tanh(tf.matMul(x, params.w1!));
  hidden = tf.tanh(tf.matMul(hidden, params.w2!));
  hidden = tf.tanh(tf.matMul(hidden, params.w3!));
  return tf.matMul(hidden, params.w4!);
}

export const initTooSmall = defineScenario({
  name: 'init-too-small',
  title: 'Initial weights that are too small',
  cause: 'initialisation',
  explanation:
    'With weights s times too small in each of four layers the gradient of a layer, which is a product of the other three, is s^3 times too small. Nothing overflows and nothing is NaN: the loss simply stays where it began, which is why the failure here is `stalled`. A larger learning rate helps only within a factor of a thousand or so, and breaks the run once the weights have grown. The initial weights of Glorot and Bengio keep the size of values and gradients.',
  references: [
    'Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (2010)',
  ],
  axes: {
    lr: log(1e-2, 1, { default: 0.1, description: 'learning rate' }),
    initScale: log(1e-6, 1, { default: 1e-2, description: 'factor on the initial weights' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 150,
  setup: ({ rng, axes }) => ({
    params: drawWeights(rng, axes.initScale),
    data: drawData(rng),
  }),
  loss: ({ params, batch }) => meanSquaredError(predict(params, batch.x), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'weights scaled by the axis' },
    fixed: {
      description: 'weights of Glorot and Bengio',
      setup: ({ rng }) => ({ params: drawWeights(rng, 1), data: drawData(rng) }),
    },
  },
  evidence: {
    at: { initScale: 1e-2 },
    outcome: 'stalled',
    rule: 'vanishing-gradient',
    bad: ['stalled'],
    cures: { fixed: 0.9 },
  },
});
