/** Units of a tanh that stand at -1 or 1, where it is flat. */
import { flatTanh } from './activations.js';
import { sagemaker, type TrainingRule } from './rule.js';
import { saturatedUnits } from './saturated-units.js';
import { unitThresholds } from './units.js';

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
  judge: (history) => saturatedUnits(history, 'tanh', '-1 or 1', 'tf.layers.layerNormalization()'),
};
