import { fullSamples, layerRates } from '../../parts/two-layer-network.js';

export const boundaryTanh = layerRates({
  name: 'boundary-tanh',
  title: 'The published boundary: tanh units, all samples at once',
  explanation:
    'A hidden layer of 16 tanh units without biases, 272 samples in one batch, a learning rate for each layer, everything else the same in every cell: the condition of the best known picture, in double precision. The hidden values are bounded, so past the border the output weights alone grow by a constant factor in each step, until the squared error overflows. Which cells do is decided by a map iterated 500 times, and the border between training and divergence is fractal. Clipped gradients bound what one step can do: nothing overflows, though a rate far too large still does not learn.',
  activation: 'tanh',
  samples: fullSamples,
  evidence: {
    at: { inputLr: 1e3, outputLr: 1e4 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
