import { layerRates } from '../../parts/two-layer-network.js';

export const boundaryOneSample = layerRates({
  name: 'boundary-one-sample',
  title: 'The published boundary: tanh units, one sample',
  explanation:
    'The tanh network of the full-batch picture with a data set of a single sample. The error is one number and the hidden values are bounded, so the map that gradient descent iterates is as simple as it can be in this network, and still the border between training and divergence is fractal. Past it the output weights alternate in sign and grow by a constant factor in each step, until the squared error overflows. Clipped gradients bound what one step can do: nothing overflows, though a rate far too large still does not learn.',
  activation: 'tanh',
  samples: 1,
  evidence: {
    at: { inputLr: 1e3, outputLr: 1e4 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
