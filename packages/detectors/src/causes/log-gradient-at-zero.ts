/** The gradient of a logarithm at zero. */
import { nonFinite } from '../health.js';
import { differentiated, zeros, type Rule } from './rule.js';

export const logGradientAtZero: Rule = {
  name: 'log-gradient-at-zero',
  recognise: (origin, seen) => {
    const log = differentiated(seen[origin.index]);
    const under = log?.inputs.x?.health;
    if (origin.phase !== 'backward' || log?.kernel !== 'Log' || under === undefined) return null;
    return {
      cause:
        'the slope of the logarithm, 1/x, is infinite at 0 and overflows close to it, also on a branch that tf.where does not take',
      evidence: `${zeros(under, 'under the logarithm')}; its gradient made ${nonFinite(origin.output.health)} of ${origin.output.health.size} non-finite`,
      cure: 'replace the argument where it is 0 before the logarithm, not its result after',
      code: 'safeLog(x) // from @brink/stable-ops',
    };
  },
};
