import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type Random } from '../../define.js';
import { dense, heNormal } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';
import { standardised } from '../../parts/scaling.js';

function drawProblem(rng: Random, scale: tf.Scalar) {
  const { x, y } = drawRegression(rng, 40, 5);
  return {
    params: {
      hiddenWeights: heNormal(rng, 5, 8),
      hiddenBias: tf.zeros([8]),
      outputWeights: heNormal(rng, 8, 1),
      outputBias: tf.zeros([1]),
    },
    data: { x, y: tf.mul(y, scale) },
  };
}

export const targetScale = defineScenario({
  name: 'target-scale',
  title: 'Targets in the thousands',
  cause: 'data',
  explanation:
    'The features are of size 1 but the target is a price, a distance in metres, a count. For a linear model the size of the target changes nothing about stability. With a hidden layer it does: the gradient of each layer is proportional to the error, the first update throws the weights to that size, and the sharpness of the loss grows with the square of the weights, so the next update is far too large: Inf within a few steps. Standardising the target (and undoing it on the prediction) removes the scale. The scenario penguins-mass shows it on a real target in grams.',
  references: [
    'LeCun, Bottou, Orr and Muller, Efficient BackProp (1998), section 4.5: choosing target values',
  ],
  axes: {
    lr: log(1e-6, 1e-1, { default: 1e-2, description: 'learning rate' }),
    targetScale: log(1, 1e6, { default: 1e4, description: 'factor on the target' }),
  },
  sweptByDefault: ['lr', 'targetScale'],
  steps: 100,
  setup: ({ rng, axes }) => drawProblem(rng, axes.targetScale),
  loss: ({ params, batch }) => {
    const hidden = tf.relu(dense(batch.x, params.hiddenWeights, params.hiddenBias));
    return meanSquaredError(dense(hidden, params.outputWeights, params.outputBias), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'targets as they come' },
    fixed: {
      description: 'target standardised',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.targetScale);
        return { params, data: { ...data, y: standardised(data.y) } };
      },
    },
  },
  evidence: {
    at: { lr: 1e-2, targetScale: 1e4 },
    outcome: 'inf',
    site: 'loss',
    rule: 'unscaled-target',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.9 },
  },
});
