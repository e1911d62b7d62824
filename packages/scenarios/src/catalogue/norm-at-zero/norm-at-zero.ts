import { normalize } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

export const normAtZero = defineScenario({
  name: 'norm-at-zero',
  title: 'A direction learnt from a vector near zero',
  cause: 'operation',
  explanation:
    'The model uses only the direction of its weights, w / norm(w), as weight normalisation and many embeddings do. The direction of a zero vector does not exist: 0/0 is NaN. A vector of 1e-23 has one, but the squares of its entries underflow and the norm comes out 0, so the quotient is Inf and the prediction Inf - Inf = NaN. And the smaller the norm the larger the gradient, which has it below, so a start near zero throws the weights far away in one step. Scaling by a power of two before squaring finds the direction of every vector but 0, and takes 0 for that one, which then stays where it is. Where the norm is so small that the gradient itself leaves the range of single precision, about a fifth of the map that fails, nothing but another start helps.',
  references: [
    'Salimans and Kingma, Weight normalization (2016), arXiv:1602.07868',
    'Blue, A portable Fortran program to find the Euclidean norm of a vector (1978)',
  ],
  axes: {
    lr: log(1e-4, 1, { default: 1e-2, description: 'learning rate' }),
    initScale: log(1e-50, 1, { default: 1e-25, description: 'size of the initial weights' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([30, 4]);
    const direction = rng.orthogonal(4, 1);
    return {
      params: { weights: tf.mul(rng.normal([4, 1]), axes.initScale) },
      data: { x, y: tf.matMul(x, direction) },
    };
  },
  loss: ({ params, batch }) => {
    const norm = tf.sqrt(tf.sum(tf.square(params.weights)));
    return meanSquaredError(tf.matMul(batch.x, tf.div(params.weights, norm)), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'w / sqrt(sum(w2))' },
    fixed: {
      description: 'normalize of @brink/stable-ops',
      loss: ({ params, batch }) =>
        meanSquaredError(tf.matMul(batch.x, normalize(params.weights)), batch.y),
    },
  },
  evidence: {
    at: { initScale: 1e-25 },
    outcome: 'nan',
    site: 'loss',
    rule: 'zero-norm',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.7 },
  },
});
