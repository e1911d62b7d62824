/** A division by zero, or by something so small that the ratio overflows. */
import { are, figure, inputOf, share, type Rule } from './rule.js';

export const divisionByZero: Rule = {
  name: 'division-by-zero',
  recognise: (origin) => {
    const divisor = inputOf(origin, 'b') ?? inputOf(origin, 'x');
    if (
      (origin.op !== 'RealDiv' && origin.op !== 'Reciprocal' && origin.op !== 'Rsqrt') ||
      divisor === undefined
    )
      return null;
    if (!(divisor.health.zero > 0 || divisor.health.leastMagnitude < 1e-19)) return null;
    return {
      cause: 'the denominator is zero or so small that the ratio overflows',
      evidence: `${share(divisor.health.zero, divisor.health.size)} of the denominator ${are(divisor.health.zero)} 0; the least above is ${figure(divisor.health.leastMagnitude)}`,
      cure: 'add an epsilon to the denominator',
      code: 'safeDivide(a, b) // from @brink/stable-ops',
    };
  },
};
