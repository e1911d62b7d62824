import { layerRates } from '../../parts/two-layer-network.js';

export const boundaryLinear = layerRates({
  name: 'boundary-linear',
  title: 'The published boundary: a deep linear network',
  explanation:
    'Two layers without an activation, 16 samples, a learning rate for each layer, everything else the same in every cell. The output is linear in each layer alone, not in both, so gradient descent is a cubic map of the weights: where it is stable depends on the weights that the steps before have reached, and the border between training and divergence is fractal. Past it both layers grow by turns, faster in every step, until the squared error overflows. Clipped gradients bound what one step can do: nothing overflows, though a rate far too large still does not learn.',
  activation: 'identity',
  samples: 16,
  evidence: {
    at: { inputLr: 1e4, outputLr: 1e2 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
