/** An overflow on the way to an error that is measured against a target that nobody scaled. */
import type { Operation } from '../checking/operation.js';
import { greatestOf, productsBehind } from './products-behind.js';
import { figure, overflowed, type Rule } from './rule.js';

export const unscaledTarget: Rule = {
  name: 'unscaled-target',
  recognise: (origin, seen) => {
    const operation = seen[origin.index];
    if (!overflowed(origin) || origin.phase !== 'forward' || operation === undefined) return null;
    const target = Math.max(0, ...seen.map(targetOf));
    if (!(target > 1e3)) return null;
    const weights = greatestOf(productsBehind(operation).map((product) => product.weights));
    return {
      cause: 'the target is not scaled: errors as large as it is threw the weights, step by step',
      evidence: `the target reaches ${figure(target)}, the weights ${figure(weights)}`,
      cure: 'standardise the target, and undo it on the prediction',
      code: 'const scaled = standardize(target); // from @brink/stable-ops',
    };
  },
};

/** Where a prediction, which a product made, and a value from outside are subtracted: how large that is. */
function targetOf({ kernel, phase, inputs }: Operation): number {
  if (phase !== 'forward' || (kernel !== 'Sub' && kernel !== 'SquaredDifference')) return 0;
  const values = Object.values(inputs);
  const predicted = values.some(
    ({ producer }) => producer !== undefined && productsBehind(producer).length > 0,
  );
  return predicted ? greatestOf(values.filter(({ producer }) => producer === undefined)) : 0;
}
