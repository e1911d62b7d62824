import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log } from '../../define.js';

export const tanhMlp = defineScenario({
  name: 'tanh-mlp',
  title: 'The edge of trainability of a small tanh network',
  cause: 'dynamics',
  explanation:
    'One hidden layer of 16 tanh units, trained by plain gradient descent with a learning rate for each layer: the network whose border between training and divergence is fractal. Past the border the output weights grow by a constant factor each step, since the hidden values are bounded but the gradient of the output layer is proportional to the error, until the squared error overflows. Clipping the joint norm of the gradients bounds what one step can do: the weights then grow at most linearly and nothing overflows, but with a rate far too large the loss still ends above where it began.',
  references: [
    'Sohl-Dickstein, The boundary of neural network trainability is fractal (2024), arXiv:2402.06184',
    'Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), arXiv:1211.5063, section 3.2: clipping by norm',
  ],
  axes: {
    inputLr: log(1, 1e6, { default: 10, description: 'learning rate of the input layer' }),
    outputLr: log(1, 1e5, { default: 10, description: 'learning rate of the output layer' }),
    lr: log(1e-3, 1e3, { default: 1, description: 'factor on both learning rates' }),
    initScale: log(1e-2, 1e2, { default: 1, description: 'factor on the initial weights' }),
  },
  sweptByDefault: ['inputLr', 'outputLr'],
  steps: 500,
  setup: ({ rng, axes }) => ({
    params: {
      inputWeights: tf.mul(rng.normal([16, 16]), axes.initScale),
      outputWeights: tf.mul(rng.normal([16, 1]), axes.initScale),
    },
    data: { x: rng.normal([272, 16]), y: rng.normal([272, 1]) },
  }),
  loss: ({ params, batch }) => {
    const hidden = tf.tanh(tf.mul(tf.matMul(batch.x, params.inputWeights), Math.sqrt(2 / 16)));
    const output = tf.div(tf.matMul(hidden, params.outputWeights), 16);
    return tf.mean(tf.square(tf.sub(output, batch.y)));
  },
  optimizer: {
    kind: 'sgd',
    lr: 'lr',
    lrOf: {
      inputWeights: (axes) => tf.mul(axes.lr, axes.inputLr),
      outputWeights: (axes) => tf.mul(axes.lr, axes.outputLr),
    },
  },
  evidence: {
    at: { inputLr: 100, outputLr: 1e4 },
    outcome: 'inf',
    site: 'loss',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
  variants: {
    broken: { description: 'plain gradient descent' },
    fixed: {
      description: 'gradients clipped to a joint norm of 1e-3',
      optimizer: {
        kind: 'sgd',
        lr: 'lr',
        lrOf: {
          inputWeights: (axes) => tf.mul(axes.lr, axes.inputLr),
          outputWeights: (axes) => tf.mul(axes.lr, axes.outputLr),
        },
        clip: { globalNorm: 1e-3 },
      },
    },
  },
});
