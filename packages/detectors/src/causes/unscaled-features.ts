/** A product of features so large that it overflows. */
import { figure, isProduct, overflowed, type Rule } from './rule.js';

export const unscaledFeatures: Rule = {
  name: 'unscaled-features',
  recognise: (origin, seen) => {
    const features = seen[origin.index]?.inputs.a;
    if (!overflowed(origin) || !isProduct(origin) || features === undefined) return null;
    if (features.producer !== undefined || !(features.health.greatestMagnitude > 1e6)) return null;
    return {
      cause: 'the features are not scaled, and the product with the weights overflows',
      evidence: `the features reach ${figure(features.health.greatestMagnitude)}`,
      cure: 'standardise the features',
      code: 'standardize(features) // from @brink/stable-ops',
    };
  },
};
