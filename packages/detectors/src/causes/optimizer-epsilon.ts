/** An adaptive optimizer without epsilon divides by the root of a zero second moment. */
import { are, inputOf, share, type Rule } from './rule.js';

export const optimizerEpsilon: Rule = {
  name: 'optimizer-epsilon',
  recognise: (origin) => {
    const divisor = inputOf(origin, 'b');
    if (origin.phase !== 'optimizer' || origin.op !== 'RealDiv') return null;
    if (divisor === undefined || divisor.health.zero === 0) return null;
    return {
      cause:
        'the optimizer divides by the root of the mean squared gradient, which is zero where a gradient was always zero and epsilon is 0',
      evidence: `${share(divisor.health.zero, divisor.health.size)} of the divisor ${are(divisor.health.zero)} 0`,
      cure: 'give the optimizer an epsilon that float32 can hold, 1e-7 or more',
      code: 'tf.train.adam(lr, 0.9, 0.999, 1e-7)',
    };
  },
};
