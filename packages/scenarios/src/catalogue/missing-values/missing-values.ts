import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, linear, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

/** Five features, a share of whose entries is missing: NaN, as a parser of CSV leaves them. */
function drawProblem(rng: Random, share: tf.Scalar) {
  const { x, y } = drawRegression(rng, 40, 5);
  const missing = tf.less(rng.uniform([40, 5], 0, 1), share);
  return {
    params: { weights: tf.mul(rng.normal([5, 1]), 0.1) },
    data: { x: tf.where(missing, tf.fill([40, 5], NaN), x), y },
  };
}

/** Missing entries become the mean of those that are there, column by column. */
function filled(x: tf.Tensor): tf.Tensor {
  const there = tf.equal(x, x);
  const known = tf.where(there, x, tf.zerosLike(x));
  const count = tf.sum(tf.cast(there, 'float32'), 0, true);
  const mean = tf.div(tf.sum(known, 0, true), tf.maximum(count, 1));
  return tf.where(there, x, tf.mul(tf.onesLike(x), mean));
}

export const missingValues = defineScenario({
  name: 'missing-values',
  title: 'Missing entries left in as NaN',
  cause: 'data',
  explanation:
    'A missing entry that is read as NaN makes every sum that it takes part in NaN: one entry in one sample is enough to make the prediction of that sample, the mean loss, all gradients and after one update all weights NaN. No learning rate helps. Filling each gap with the mean of its column (or dropping the sample, or giving the model a mark of what is missing) removes the NaN before it is multiplied by anything. NaN is the only number that does not equal itself, which finds it on every backend. The scenario penguins-missing shows it on a file with real gaps.',
  references: [
    'Little and Rubin, Statistical analysis with missing data (2019)',
    'scikit-learn user guide, Imputation of missing values',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    missingShare: linear(0, 0.5, { default: 0.1, description: 'share of the entries missing' }),
  },
  sweptByDefault: ['lr', 'missingShare'],
  steps: 100,
  setup: ({ rng, axes }) => drawProblem(rng, axes.missingShare),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'missing entries are NaN' },
    fixed: {
      description: 'missing entries take the mean of their column',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.missingShare);
        return { params, data: { ...data, x: filled(data.x) } };
      },
    },
  },
  evidence: {
    at: { missingShare: 0.1 },
    outcome: 'nan',
    site: 'loss',
    rule: 'missing-values',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
