/** Weights that have grown until the product overflows. */
import { figure, isProduct, overflowed, type Rule } from './rule.js';

export const grownParameters: Rule = {
  name: 'grown-parameters',
  recognise: (origin, seen) => {
    const operation = seen[origin.index];
    if (!overflowed(origin) || !isProduct(origin) || operation === undefined) return null;
    const weights = Object.values(operation.inputs).filter(
      ({ producer }) => producer === undefined,
    );
    const greatest = Math.max(...weights.map(({ health }) => health.greatestMagnitude));
    if (!(greatest > 1e3)) return null;
    return {
      cause:
        'the weights are so large that the product overflows: the learning rate or the initial scale is too large',
      evidence: `the weights reach ${figure(greatest)}`,
      cure: 'lower the learning rate, clip the gradients, or start from a scaled initialiser',
      code: 'clipByGlobalNorm(gradients, 1) // from @brink/stable-ops',
    };
  },
};
