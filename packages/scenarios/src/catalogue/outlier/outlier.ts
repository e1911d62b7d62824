import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

/** Fifty samples, one of which is `size` times too large, features and all. */
function drawProblem(rng: Random, size: tf.Scalar) {
  const { x, y } = drawRegression(rng, 50, 4);
  const wrong = tf.mul(tf.slice(x, [0, 0], [1, 4]), size);
  return {
    params: { weights: tf.mul(rng.normal([4, 1]), 0.1) },
    data: { x: tf.concat([wrong, tf.slice(x, [1, 0], [49, 4])], 0), y },
  };
}

export const outlier = defineScenario({
  name: 'outlier',
  title: 'One sample that is wrong by orders of magnitude',
  cause: 'data',
  explanation:
    'One sample of fifty was entered in the wrong unit or is a sensor at its stop. Means hide it, but the sharpness of the squared error is a mean of squares, and this sample decides it alone: with features s times too large the largest learning rate that works falls with s squared over the number of samples. Past it the loss grows until it overflows. Limiting each feature to a few deviations keeps the sample from deciding the step; it is then merely a wrong sample. The real sets of the catalogue have no such sample, the longest of each is not three times the median, so this one is shown on drawn data alone.',
  references: ['Huber and Ronchetti, Robust statistics (2009)'],
  axes: {
    lr: log(1e-6, 1e-1, { default: 1e-2, description: 'learning rate' }),
    outlierSize: log(1, 1e6, { default: 1e3, description: 'factor on the features of one sample' }),
  },
  sweptByDefault: ['lr', 'outlierSize'],
  steps: 200,
  setup: ({ rng, axes }) => drawProblem(rng, axes.outlierSize),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'samples as they come' },
    fixed: {
      description: 'features limited to 3',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.outlierSize);
        return { params, data: { ...data, x: tf.maximum(tf.minimum(data.x, 3), -3) } };
      },
    },
  },
  evidence: {
    at: { lr: 1e-2, outlierSize: 1e3 },
    outcome: 'inf',
    site: 'loss',
    rule: 'unscaled-features',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
