/** Units of a sigmoid that stand at 0 or 1, where it is flat. */
import { flatSigmoid } from './activations.js';
import { sagemaker, type TrainingRule } from './rule.js';
import { saturatedUnits } from './saturated-units.js';
import { unitThresholds } from './units.js';

export const saturatedSigmoid: TrainingRule = {
  name: 'saturated-sigmoid',
  looksAt: 'the inputs of each sigmoid that a later weight reads',
  thresholds: [
    { of: 'input above', value: flatSigmoid.above, source: sagemaker('SaturatedActivation') },
    { of: 'or below', value: flatSigmoid.below, source: sagemaker('SaturatedActivation') },
    ...unitThresholds('SaturatedActivation'),
  ],
  judge: (history) =>
    saturatedUnits(history, 'sigmoid', '0 or 1', 'tf.layers.batchNormalization()'),
};
