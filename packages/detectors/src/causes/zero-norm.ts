/** The direction of a vector of zeros: its norm is zero. */
import { are, share, throughViews, type Rule } from './rule.js';

export const zeroNorm: Rule = {
  name: 'zero-norm',
  recognise: (origin, seen) => {
    const divisor = seen[origin.index]?.inputs.b;
    if (origin.op !== 'RealDiv' || divisor === undefined || divisor.health.zero === 0) return null;
    const root = throughViews(divisor.producer);
    if (origin.phase !== 'forward' || root?.kernel !== 'Sqrt') return null;
    // A norm is the root of a sum of squares, a deviation that of a mean.
    if (throughViews(root.inputs.x?.producer)?.kernel !== 'Sum') return null;
    return {
      cause:
        'a vector of zeros, or one whose squares underflow, has norm zero, and its direction divides by it',
      evidence: `${share(divisor.health.zero, divisor.health.size)} of the norms ${are(divisor.health.zero)} 0`,
      cure: 'take the direction by a form that scales before it squares, and leaves a vector of zeros as it is',
      code: 'normalize(x) // from @brink/stable-ops: a vector of zeros stays 0',
    };
  },
};
