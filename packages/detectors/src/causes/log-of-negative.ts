/** The logarithm of a negative number. */
import { figure, inputOf, type Rule } from './rule.js';

export const logOfNegative: Rule = {
  name: 'log-of-negative',
  recognise: (origin) => {
    const input = inputOf(origin, 'x');
    if (origin.op !== 'Log' || input === undefined || !(input.health.min < 0)) return null;
    return {
      cause: 'the logarithm of a negative number is NaN',
      evidence: `the least value under the logarithm is ${figure(input.health.min)}`,
      cure: 'the quantity must be positive by construction: take softplus or exp of it before, or look for the sign error',
      code: 'tf.log(softplus(x)) // softplus from @brink/stable-ops',
    };
  },
};
