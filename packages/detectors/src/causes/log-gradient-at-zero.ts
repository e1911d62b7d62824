/** The gradient of a logarithm at zero. */
import { share, type Rule } from './rule.js';

export const logGradientAtZero: Rule = {
  name: 'log-gradient-at-zero',
  recognise: (origin) => {
    if (origin.phase !== 'backward' || origin.forwardOf?.op !== 'Log') return null;
    return {
      cause:
        'the slope of the logarithm at 0 is infinite, also on a branch that tf.where does not take',
      evidence: `the gradient of the logarithm made ${share(origin.output.health.positiveInfinity + origin.output.health.negativeInfinity + origin.output.health.nan, origin.output.health.size)} non-finite`,
      cure: 'replace the argument where it is 0 before the logarithm, not its result after',
      code: 'safeLog(x) // from @brink/stable-ops',
    };
  },
};
