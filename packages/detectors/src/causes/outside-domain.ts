/** An inverse function outside its domain. */
import { figure, inputOf, type Rule } from './rule.js';

/** By kernel. */
const domains: Readonly<Record<string, string>> = {
  Acos: '-1 to 1',
  Asin: '-1 to 1',
  Acosh: '1 and above',
  Atanh: 'between -1 and 1',
  Log1p: 'above -1',
};

export const outsideDomain: Rule = {
  name: 'outside-domain',
  recognise: (origin) => {
    const input = inputOf(origin, 'x');
    const domain = domains[origin.op];
    if (domain === undefined || input === undefined) return null;
    return {
      cause: `${origin.op.toLowerCase()} is defined for ${domain} only`,
      evidence: `its argument runs from ${figure(input.health.min)} to ${figure(input.health.max)}`,
      cure: 'clip the argument to the domain; rounding alone can leave it (a cosine of 1.0000001)',
      code: null,
    };
  },
};
