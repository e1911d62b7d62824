/** `tanh-mlp` of the catalogue: widths 16-16-1, 272 samples, full batch, 500 steps. */
import { catalogued, type Workload } from './workload.js';

/** Forward and backward products of one step: x W0, h W1, and the gradients of both matrices and of h. */
const productFlops = 2 * 272 * (16 * 16 * 2 + 16 * 3);

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
