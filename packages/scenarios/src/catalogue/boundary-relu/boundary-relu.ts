import { fullSamples, layerRates } from '../../parts/two-layer-network.js';

export const boundaryRelu = layerRates({
  name: 'boundary-relu',
  title: 'The published boundary: rectified units',
  explanation:
    'A hidden layer of 16 rectified units without biases, 272 samples, a learning rate for each layer, everything else the same in every cell. Between the kinks it is a deep linear network; a step that is too large pushes units past their kink, where some die for all samples: so the border between training and divergence is fractal, and beside it lie cells that neither learn nor diverge, with all units dead. Past the border both layers grow by turns until the squared error overflows. Clipped gradients bound what one step can do: nothing overflows, though a rate far too large still does not learn.',
  activation: 'relu',
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
