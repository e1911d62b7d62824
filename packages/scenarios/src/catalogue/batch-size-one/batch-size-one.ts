import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, fullBatch, log, minibatches, sgd } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

export const batchSizeOne = defineScenario({
  name: 'batch-size-one',
  title: 'One sample at a time, with the learning rate of a full batch',
  cause: 'dynamics',
  explanation:
    'A learning rate is found with full batches and kept when memory leaves room for one sample only. A step on one sample multiplies its error by 1 - 2 lr |x|^2: the sharpness of a single sample is its squared length, about as many times that of the mean as there are features. Between the two borders full batches converge, and single samples grow without bound until the loss is Inf. The axis of the feature scale moves both borders alike. The cure is the larger batch, or a learning rate smaller by that factor.',
  references: [
    'Jastrzebski et al., Three factors influencing minima in SGD (2017), arXiv:1711.04623',
    'Goyal et al., Accurate, large minibatch SGD (2017), arXiv:1706.02677: the linear scaling rule',
  ],
  axes: {
    lr: log(1e-3, 1, { default: 0.2, description: 'learning rate' }),
    featureScale: log(0.3, 3, { default: 1, description: 'factor on the features' }),
  },
  sweptByDefault: ['lr', 'featureScale'],
  steps: 300,
  setup: ({ rng, axes }) => {
    const { x, y } = drawRegression(rng, 64, 10);
    return {
      params: { weights: tf.mul(rng.normal([10, 1]), 0.1) },
      data: { x: tf.mul(x, axes.featureScale), y },
    };
  },
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  batches: minibatches({ size: 1, replacement: false }),
  recordedLoss: 'data',
  variants: {
    broken: { description: 'batches of one sample' },
    fixed: { description: 'all samples at once', batches: fullBatch() },
  },
  evidence: {
    at: { lr: 0.3 },
    outcome: 'inf',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.1 },
  },
});
