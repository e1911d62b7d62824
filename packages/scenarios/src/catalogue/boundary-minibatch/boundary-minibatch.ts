import { minibatches } from '../../define.js';
import { fullSamples, layerRates } from '../../parts/two-layer-network.js';

export const boundaryMinibatch = layerRates({
  name: 'boundary-minibatch',
  title: 'The published boundary: tanh units, batches of 16',
  explanation:
    'The tanh network of the full-batch picture, trained on batches of 16 samples drawn with replacement from 272: the same sequence of batches in every cell, so that a cell differs from its neighbour by the learning rates alone. The loss is recorded on all samples. Each batch is another map, and the border between training and divergence is still fractal, though rougher and at smaller rates: the sharpness of 16 samples exceeds that of all. Past the border the output weights grow until the squared error overflows. Clipped gradients bound what one step can do: nothing overflows, though a rate far too large still does not learn.',
  activation: 'tanh',
  samples: fullSamples,
  batches: minibatches({ size: 16, replacement: true }),
  evidence: {
    at: { inputLr: 1e3, outputLr: 1e4 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
