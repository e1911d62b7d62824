/** A division of zero by zero. */
import { inputOf, share, type Rule } from './rule.js';

export const zeroOverZero: Rule = {
  name: 'zero-over-zero',
  recognise: (origin) => {
    const [dividend, divisor] = [inputOf(origin, 'a'), inputOf(origin, 'b')];
    if (origin.op !== 'RealDiv' || dividend === undefined || divisor === undefined) return null;
    if (origin.output.health.nan === 0 || divisor.health.zero === 0 || dividend.health.zero === 0)
      return null;
    return {
      cause: 'zero divided by zero is NaN',
      evidence: `${share(dividend.health.zero, dividend.health.size)} above and ${share(divisor.health.zero, divisor.health.size)} below are 0`,
      cure: 'say what the ratio should be where both are zero',
      code: 'divideNoNan(a, b) // from @brink/stable-ops',
    };
  },
};
