/** Units of a tanh that stand at -1 or 1, where it is flat. */
import { flatTanh } from './activations.js';
import { thrownWeights } from './history.js';
import { sagemaker, type TrainingRule } from './rule.js';
import { unitThresholds, inactiveLayer } from './units.js';

export const saturatedTanh: TrainingRule = {
  name: 'saturated-tanh',
  looksAt: 'the inputs of each tanh that a later weight reads',
  thresholds: [
    {
      of: 'magnitude of the input above',
      value: flatTanh,
      source: sagemaker('SaturatedActivation'),
    },
    ...unitThresholds('SaturatedActivation'),
  ],
  judge: (history) => {
    const found = inactiveLayer(history, 'tanh', 'are flat');
    if (found === null) return null;
    const finding = {
      site: `activation:${found.activation.name}`,
      line: found.activation.line,
      what: 'tanh units are saturated',
    };
    const evidence = `${found.evidence}; what goes in reaches ${Math.round(found.activation.greatest)}`;
    const thrown = thrownWeights(history);
    if (thrown !== null)
      return { ...finding, ...thrown, evidence: `${evidence}; ${thrown.evidence}` };
    return {
      ...finding,
      cause:
        'what goes in is so large that they stand at -1 or 1, where the slope is 0: no gradient passes',
      evidence,
      cure: 'standardise the features, or normalise before the activation, and start with smaller weights',
      code: 'tf.layers.layerNormalization()',
    };
  },
};
