import { normalize } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

/** Four features; the first is so small that single precision may take it for 0. */
function drawProblem(rng: Random, size: tf.Scalar) {
  const { x, y } = drawRegression(rng, 32, 4);
  const small = tf.mul(tf.slice(x, [0, 0], [32, 1]), size);
  return {
    params: { weights: tf.mul(rng.normal([4, 1]), 0.1) },
    data: { x: tf.concat([small, tf.slice(x, [0, 1], [32, 3])], 1), y },
  };
}

export const zeroFeature = defineScenario({
  name: 'zero-feature',
  title: 'Scaling a column of zeros to unit length',
  cause: 'data',
  explanation:
    'Each column is divided by its length, the root of its sum of squares. A column of zeros has length 0, and 0/0 is NaN. It happens sooner than that: entries of 1e-23 are ordinary numbers, but their squares underflow to 0 in single precision, so entries that are not zero are divided by zero and become Inf. Scaling the column by a power of two of its own size first keeps the squares near 1, and a column of zeros is left as it is. The corner pixels of digits-constant-pixels are real columns of zeros: their length is 0 as their deviation is.',
  references: [
    'Blue, A portable Fortran program to find the Euclidean norm of a vector (1978)',
    'scikit-learn, normalize: zero norms are replaced by 1',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    size: log(1e-50, 1, { default: 1e-30, description: 'size of the first feature' }),
  },
  sweptByDefault: ['lr', 'size'],
  steps: 100,
  setup: ({ rng, axes }) => {
    const { params, data } = drawProblem(rng, axes.size);
    const length = tf.sqrt(tf.sum(tf.square(data.x), 0, true));
    return { params, data: { ...data, x: tf.div(data.x, length) } };
  },
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'divided by the root of the sum of squares' },
    fixed: {
      description: 'normalize of @brink/stable-ops',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.size);
        return { params, data: { ...data, x: normalize(data.x, 0) } };
      },
    },
  },
  evidence: {
    at: { size: 1e-30 },
    outcome: 'inf',
    site: 'loss',
    rule: 'zero-norm',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
