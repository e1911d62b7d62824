/** A power of a negative base, or of zero with a negative exponent. */
import { figure, inputOf, type Rule } from './rule.js';

export const powOfNegative: Rule = {
  name: 'pow-of-negative',
  recognise: (origin) => {
    const [base, exponent] = [inputOf(origin, 'a'), inputOf(origin, 'b')];
    if (origin.op !== 'Pow' || base === undefined || exponent === undefined) return null;
    if (origin.output.health.nan === 0 && !(base.health.zero > 0 && exponent.health.min < 0))
      return null;
    return {
      cause:
        'a negative base with a fractional exponent is NaN, and zero with a negative exponent infinite',
      evidence: `the least base is ${figure(base.health.min)}, the exponents run from ${figure(exponent.health.min)} to ${figure(exponent.health.max)}`,
      cure: 'raise the magnitude and put the sign back, or keep the base above zero',
      code: 'safePow(x, y) // from @brink/stable-ops',
    };
  },
};
