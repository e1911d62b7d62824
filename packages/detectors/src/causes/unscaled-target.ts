/** A squared error that overflowed, against a target that nobody scaled. */
import { greatestOf, productsBehind } from './products-behind.js';
import { figure, overflowed, throughViews, type Rule } from './rule.js';

export const unscaledTarget: Rule = {
  name: 'unscaled-target',
  recognise: (origin, seen) => {
    const operation = seen[origin.index];
    if (!overflowed(origin) || origin.phase !== 'forward' || operation === undefined) return null;
    const error =
      operation.kernel === 'SquaredDifference'
        ? operation
        : throughViews(Object.values(operation.inputs)[0]?.producer);
    if (error?.kernel !== 'SquaredDifference' && error?.kernel !== 'Sub') return null;
    // The target came in from outside; the prediction, on the other side, was made by a product.
    const target = greatestOf(
      Object.values(error.inputs).filter(({ producer }) => producer === undefined),
    );
    const products = productsBehind(operation);
    const weights = greatestOf(products.map((product) => product.weights));
    if (!(target > 1e3) || products.length === 0) return null;
    return {
      cause: 'the target is not scaled: errors as large as it is threw the weights, step by step',
      evidence: `the target reaches ${figure(target)}, the weights ${figure(weights)}`,
      cure: 'standardise the target, and undo it on the prediction',
      code: 'const scaled = standardize(target); // from @brink/stable-ops',
    };
  },
};
