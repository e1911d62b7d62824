/** `rnn-long-sequence` of the catalogue: 16 rectified units over 20 time steps, 32 samples, 100 steps. */
import { catalogued, type Workload } from './workload.js';

export const rnn: Workload = {
  name: 'rnn',
  title: 'recurrent net, 16 units over 20 time steps, 32 samples, 100 steps of gradient descent',
  scenario: catalogued('rnn-long-sequence'),
  variant: 'broken',
  structural: { seqLen: 20 },
  ranges: { lr: [1e-4, 1e-2], initScale: [0.5, 1.2] },
  steps: 100,
  productFlops: null,
};
