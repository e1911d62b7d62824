import { add } from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd } from '../../define.js';
import {
  boundaryReferences,
  clippedDescription,
  clippedNorm,
  drawNetwork,
  fullSamples,
  networkLoss,
} from '../../parts/two-layer-network.js';

export const boundaryOffset = defineScenario({
  name: 'boundary-offset',
  title: 'The published boundary: an offset of the initial weights',
  cause: 'dynamics',
  explanation:
    'The tanh network of the full-batch picture with one learning rate for both layers, over the mean of the initial weights of the input layer: a number added to each of them before the first step (the notebook published with the paper adds it before every step). A small offset changes nothing; one near 1 makes the units alike, and a large one saturates them, so that the input layer no longer moves and the output layer is a linear regression on signs, with a border at twice the inverse of its sharpness. Between the two the border between training and divergence is fractal. Clipped gradients bound what one step can do: nothing overflows.',
  references: boundaryReferences,
  axes: {
    offset: log(1e-3, 1e3, {
      default: 1e-3,
      description: 'added to each initial weight of the input layer',
    }),
    lr: log(1e-3, 1e6, { default: 10, description: 'learning rate' }),
  },
  sweptByDefault: ['offset', 'lr'],
  steps: 500,
  precision: 'float64',
  setup: ({ rng, axes }) => {
    const { params, data } = drawNetwork(rng, fullSamples);
    return {
      params: { ...params, inputWeights: add(params.inputWeights, axes.offset) },
      data,
    };
  },
  loss: networkLoss('tanh'),
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { lr: 1e4 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
  variants: {
    broken: { description: 'plain gradient descent, as published' },
    fixed: {
      description: clippedDescription,
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: clippedNorm } }),
    },
  },
});
