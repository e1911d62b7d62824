/** Standardising a constant feature: its deviation is zero. */
import { are, share, throughViews, type Rule } from './rule.js';

export const zeroDeviation: Rule = {
  name: 'zero-deviation',
  recognise: (origin, seen) => {
    const divisor = seen[origin.index]?.inputs.b;
    if (origin.op !== 'RealDiv' || divisor === undefined || divisor.health.zero === 0) return null;
    if (origin.phase !== 'forward' || throughViews(divisor.producer)?.kernel !== 'Sqrt')
      return null;
    return {
      cause: 'a constant feature has deviation zero, and scaling divides by it',
      evidence: `${share(divisor.health.zero, divisor.health.size)} of the deviations ${are(divisor.health.zero)} 0`,
      cure: 'drop the constant column, or scale it to 0',
      code: 'standardize(x) // from @brink/stable-ops: constant columns become 0',
    };
  },
};
