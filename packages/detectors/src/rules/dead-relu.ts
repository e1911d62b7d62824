/** Units of a relu that are 0 for every sample: they pass no gradient, and so stay dead. */
import { deviations, inactiveLayer, isInactive, unitThresholds } from './units.js';
import type { TrainingRule } from './rule.js';

export const deadRelu: TrainingRule = {
  name: 'dead-relu',
  looksAt: 'the outputs of each relu that a later weight reads',
  thresholds: [
    ...unitThresholds('DeadRelu'),
    {
      of: 'such units beyond a half, in standard deviations, or all:',
      value: deviations,
      source: 'ours: of samples that look alike a half of the units is off by chance',
    },
  ],
  judge: (history) => {
    const found = inactiveLayer(history, 'relu', 'are 0');
    if (found === null) return null;
    return {
      site: `activation:${found.activation.name}`,
      line: found.activation.line,
      what: 'relu units are dead',
      cause: `the weights and the bias before them ${isInactive(history.first, found.activation.name) ? 'started' : 'were thrown to'} where no sample is above 0; no gradient passes, so nothing brings them back`,
      evidence: found.evidence,
      cure: 'lower the learning rate, start the bias at 0 or above, or use an activation with a slope on both sides',
      code: 'tf.layers.leakyReLU({ alpha: 0.01 })',
    };
  },
};
