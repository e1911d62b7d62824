/** An overflow behind which stands a product of unscaled features, now or in the steps before. */
import { greatestOf, productsBehind } from './products-behind.js';
import { figure, overflowed, type Rule } from './rule.js';

export const unscaledFeatures: Rule = {
  name: 'unscaled-features',
  recognise: (origin, seen) => {
    const operation = seen[origin.index];
    if (!overflowed(origin) || origin.phase === 'optimizer' || operation === undefined) return null;
    const products = productsBehind(operation);
    const features = greatestOf(products.map((product) => product.features));
    if (!(features > 1e3)) return null;
    const weights = greatestOf(products.map((product) => product.weights));
    return {
      cause:
        weights > 1e3
          ? 'the features are not scaled: gradients are as large as they are, so each step threw the weights further'
          : 'the features are not scaled, and the product with the weights overflows',
      evidence: `the features reach ${figure(features)}, the weights ${figure(weights)}`,
      cure: 'standardise the features, and scale the target where it is large too',
      code: 'const scaled = standardize(features); // from @brink/stable-ops',
    };
  },
};
