/** A learning rate, or another number of the optimizer, that is not finite. */
import type { Rule } from './rule.js';

export const optimizerSetting: Rule = {
  name: 'optimizer-setting',
  recognise: ({ phase, cameIn, output: { health } }) => {
    if (phase !== 'optimizer' || !cameIn) return null;
    return {
      cause:
        'the learning rate, or another number of the optimizer, is not finite: loss and gradients are sound',
      evidence: `it is ${health.nan > 0 ? 'NaN' : 'infinite'}, 1 number that multiplies the whole update`,
      cure: 'look at what sets it: a schedule that divides by a count of 0, or grows without bound; an option that was undefined and computed with',
      code: 'console.log(optimizer.learningRate);',
    };
  },
};
