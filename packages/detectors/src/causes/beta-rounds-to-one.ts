/** A beta of Adam that single precision rounds to 1: moment and bias correction stay 0. */
import { inputOf, type Rule } from './rule.js';

export const betaRoundsToOne: Rule = {
  name: 'beta-rounds-to-one',
  recognise: (origin, seen) => {
    const divisor = inputOf(origin, 'b');
    // 1 - beta^t, where the other division of the update is by the root plus epsilon.
    const made = seen[origin.index]?.inputs.b?.producer;
    if (origin.phase !== 'optimizer' || origin.op !== 'RealDiv' || made?.kernel !== 'Sub')
      return null;
    if (divisor?.health.size !== 1 || divisor.health.zero !== 1) return null;
    return {
      cause:
        'a beta of the optimizer is 1, or single precision rounds it to 1: the moment never takes in a gradient, and its bias correction divides by 0',
      evidence: 'the bias correction 1 - beta^t is 0; the greatest beta2 below 1 is 1 - 6e-8',
      cure: 'give a beta2 that single precision can tell from 1, 0.999 or 0.9999',
      code: 'tf.train.adam(lr, 0.9, 0.999)',
    };
  },
};
