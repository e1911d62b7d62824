/** A ratio whose denominator is a sum that is zero. */
import { throughViews, zeroShare, type Rule } from './rule.js';

export const sumInDenominator: Rule = {
  name: 'sum-in-denominator',
  recognise: (origin, seen) => {
    const divisor = seen[origin.index]?.inputs.b;
    if (origin.op !== 'RealDiv' || divisor === undefined || divisor.health.zero === 0) return null;
    const maker = throughViews(divisor.producer)?.kernel;
    if (origin.phase !== 'forward' || (maker !== 'Sum' && maker !== 'Mean')) return null;
    return {
      cause: 'the sum in the denominator is zero',
      evidence: zeroShare(divisor.health, 'of the denominator'),
      cure: 'add an epsilon, 1e-8, to the denominator',
      code: 'safeDivide(a, tf.sum(b)) // from @brink/stable-ops',
    };
  },
};
