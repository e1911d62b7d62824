/** The mean of nothing. */
import { throughViews, type Rule } from './rule.js';

export const emptyReduction: Rule = {
  name: 'empty-reduction',
  recognise: (origin, seen) => {
    if (origin.op !== 'RealDiv' && origin.op !== 'Mean') return null;
    const operation = seen[origin.index];
    const reduced = Object.values(operation?.inputs ?? {})
      .flatMap((value) => [value, ...Object.values(throughViews(value.producer)?.inputs ?? {})])
      .find(({ shape }) => shape.includes(0));
    if (reduced === undefined) return null;
    return {
      cause: 'the mean of no values is 0/0',
      evidence: `what is averaged has shape [${reduced.shape.join(', ')}]`,
      cure: 'skip empty batches, or count with a mask',
      code: 'maskedMean(x, mask) // from @brink/stable-ops',
    };
  },
};
