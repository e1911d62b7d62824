/** An overflow behind which stands a product of weights that had grown, or started, too large. */
import { greatestOf, productsBehind } from './products-behind.js';
import { figure, overflowed, type Rule } from './rule.js';

export const grownParameters: Rule = {
  name: 'grown-parameters',
  recognise: (origin, seen) => {
    const operation = seen[origin.index];
    if (!overflowed(origin) || origin.phase !== 'forward' || operation === undefined) return null;
    const weights = greatestOf(productsBehind(operation).map((product) => product.weights));
    if (!(weights > 1e3)) return null;
    return {
      cause:
        'the weights are so large that what they make overflows: the learning rate or the initial scale is too large',
      evidence: `the weights reach ${figure(weights)}`,
      cure: 'lower the learning rate, clip the gradients, or start from a scaled initialiser',
      code: 'clipByGlobalNorm(gradients, 1) // from @brink/stable-ops',
    };
  },
};
