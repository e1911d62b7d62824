import { cosineSimilarity } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

export const cosineAtZero = defineScenario({
  name: 'cosine-at-zero',
  title: 'The cosine of an empty row',
  cause: 'operation',
  explanation:
    'The similarity of a sample to a learnt direction is their product over the product of their norms. An empty sample (no words, a blank image) has the norm 0 and the similarity 0/0 = NaN, and one such sample makes the mean loss NaN. A row of 1e-23 is as bad: its squares underflow in single precision, its norm is 0, and the quotient Inf. Norms of suitably scaled vectors are right for every row that is not empty, and for an empty row the similarity is taken as 0 with gradient 0.',
  references: [
    'PyTorch documentation, CosineSimilarity: eps, a small value to avoid division by zero',
    'TensorFlow API, tf.keras.losses.CosineSimilarity: 0 where a vector is zero',
  ],
  axes: {
    lr: log(1e-4, 1, { default: 1e-2, description: 'learning rate' }),
    rowSize: log(1e-50, 1, { default: 1e-25, description: 'size of one row of the data' }),
  },
  sweptByDefault: ['lr', 'rowSize'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([20, 4]);
    const empty = tf.mul(tf.slice(x, [0, 0], [1, 4]), axes.rowSize);
    return {
      params: { direction: rng.normal([4]) },
      data: {
        x: tf.concat([empty, tf.slice(x, [1, 0], [19, 4])], 0),
        y: rng.uniform([20], -1, 1),
      },
    };
  },
  loss: ({ params, batch }) => {
    const product = tf.sum(tf.mul(batch.x, params.direction), 1);
    const rowNorm = tf.sqrt(tf.sum(tf.square(batch.x), 1));
    const norm = tf.sqrt(tf.sum(tf.square(params.direction)));
    return meanSquaredError(tf.div(product, tf.mul(rowNorm, norm)), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'product over the norms' },
    fixed: {
      description: 'cosineSimilarity of @brink/stable-ops',
      loss: ({ params, batch }) =>
        meanSquaredError(cosineSimilarity(batch.x, params.direction), batch.y),
    },
  },
  evidence: {
    at: { rowSize: 1e-25 },
    outcome: 'inf',
    site: 'loss',
    rule: 'zero-norm',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
