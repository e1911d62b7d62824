/** A division by zero, or by something so small that the ratio overflows. */
import { vanishingDivisor, zeros, type Rule } from './rule.js';

/** Where it is not written as a division. */
const codes: Readonly<Record<string, string>> = {
  Reciprocal: 'safeDivide(1, x)',
  Rsqrt: 'safeDivide(1, safeSqrt(x))',
};

export const divisionByZero: Rule = {
  name: 'division-by-zero',
  recognise: (origin) => {
    const divisor = vanishingDivisor(origin);
    if (divisor === undefined) return null;
    return {
      cause: 'the denominator is zero or so small that the ratio overflows',
      evidence: zeros(divisor, 'in the denominator'),
      cure: 'add an epsilon to the denominator',
      code: `${codes[origin.op] ?? 'safeDivide(a, b)'} // from @brink/stable-ops`,
    };
  },
};
