/** `tanh-mlp` of the catalogue: widths 16-16-1, 272 samples, full batch, 500 steps. */
import { defineScenario, log, sgd } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs';
import { catalogued, type Workload } from './workload.js';

const samples = 272;
const width = 16;

/** Forward and backward products of one step: x W0, h W1, and the gradients of both matrices and of h. */
const productFlops = 2 * samples * (width * width * 2 + width * 3);

export const dense: Workload = {
  name: 'dense',
  title: 'tanh network 16-16-1, 272 samples, full batch, 500 steps of gradient descent',
  scenario: catalogued('tanh-mlp'),
  variant: 'broken',
  structural: {},
  ranges: { inputLr: [1, 10], outputLr: [1, 10] },
  steps: 500,
  productFlops,
};

/** Its two great products and almost nothing else: a linear layer whose outputs are trained towards 0. */
export const products: Workload = {
  name: 'products',
  title: 'linear layer 16-16, 272 samples, full batch',
  scenario: defineScenario({
    name: 'products',
    title: 'A linear layer',
    cause: 'dynamics',
    explanation:
      'The products of the tanh network, forward and backward, with nothing between them.',
    references: ['docs/benchmarks.md'],
    axes: { lr: log(1e-3, 1, { default: 1e-2, description: 'learning rate' }) },
    sweptByDefault: ['lr'],
    steps: 500,
    setup: ({ rng }) => ({
      params: { w: rng.normal([width, width]) },
      data: { x: rng.normal([samples, width]) },
    }),
    loss: ({ params, batch }) => tf.mean(tf.square(tf.matMul(batch.x, params.w))),
    optimizer: sgd({ lr: 'lr' }),
    variants: { broken: { description: 'as it is' }, fixed: { description: 'as it is' } },
  }),
  variant: 'broken',
  structural: {},
  ranges: { lr: [1e-3, 1e-1] },
  steps: 500,
  productFlops: 2 * samples * width * width * 2,
};
