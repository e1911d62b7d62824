import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log } from '../../define.js';
import {
  boundaryReferences,
  clippedDescription,
  clippedNorm,
  drawNetwork,
  fullSamples,
  networkLoss,
} from '../../parts/two-layer-network.js';

type Rates = Readonly<Record<'lr' | 'inputLr' | 'outputLr', tf.Scalar>>;

const ratesOfLayers = {
  kind: 'sgd',
  lr: 'lr',
  lrOf: {
    inputWeights: (axes: Rates): tf.Scalar => tf.mul(axes.lr, axes.inputLr),
    outputWeights: (axes: Rates): tf.Scalar => tf.mul(axes.lr, axes.outputLr),
  },
} as const;

export const tanhMlp = defineScenario({
  name: 'tanh-mlp',
  title: 'The edge of trainability of a small tanh network',
  cause: 'dynamics',
  explanation:
    'One hidden layer of 16 tanh units, trained by plain gradient descent with a learning rate for each layer: the network whose border between training and divergence is fractal. Past the border the output weights grow by a constant factor each step, since the hidden values are bounded but the gradient of the output layer is proportional to the error, until the squared error overflows. Clipping the joint norm of the gradients bounds what one step can do: the weights then grow at most linearly and nothing overflows, but with a rate far too large the loss still ends above where it began.',
  references: boundaryReferences,
  axes: {
    inputLr: log(1, 1e6, { default: 10, description: 'learning rate of the input layer' }),
    outputLr: log(1, 1e5, { default: 10, description: 'learning rate of the output layer' }),
    lr: log(1e-3, 1e3, { default: 1, description: 'factor on both learning rates' }),
    initScale: log(1e-2, 1e2, { default: 1, description: 'factor on the initial weights' }),
  },
  sweptByDefault: ['inputLr', 'outputLr'],
  steps: 500,
  setup: ({ rng, axes }) => {
    const { params, data } = drawNetwork(rng, fullSamples);
    return {
      params: {
        inputWeights: tf.mul(params.inputWeights, axes.initScale),
        outputWeights: tf.mul(params.outputWeights, axes.initScale),
      },
      data,
    };
  },
  loss: networkLoss('tanh'),
  optimizer: ratesOfLayers,
  evidence: {
    at: { inputLr: 100, outputLr: 1e4 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
  variants: {
    broken: { description: 'plain gradient descent' },
    fixed: {
      description: clippedDescription,
      optimizer: { ...ratesOfLayers, clip: { globalNorm: clippedNorm } },
    },
  },
});
