/** The square root of a negative number. */
import { figure, inputOf, type Rule } from './rule.js';

export const sqrtOfNegative: Rule = {
  name: 'sqrt-of-negative',
  recognise: (origin) => {
    const input = inputOf(origin, 'x');
    if (
      (origin.op !== 'Sqrt' && origin.op !== 'Rsqrt') ||
      input === undefined ||
      !(input.health.min < 0)
    )
      return null;
    return {
      cause:
        'the square root of a negative number is NaN; often a variance computed as the mean of squares less the squared mean, rounded below zero',
      evidence: `the least value under the root is ${figure(input.health.min)}`,
      cure: 'compute the variance from deviations (two passes), or keep the argument at 0 or above',
      code: 'variance(x) // or safeSqrt(x), from @brink/stable-ops',
    };
  },
};
