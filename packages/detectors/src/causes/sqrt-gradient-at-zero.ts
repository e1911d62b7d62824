/** The gradient of a square root at zero, as in a norm of a zero vector. */
import { nonFinite } from '../health.js';
import { differentiated, zeros, type Rule } from './rule.js';

export const sqrtGradientAtZero: Rule = {
  name: 'sqrt-gradient-at-zero',
  recognise: (origin, seen) => {
    const root = differentiated(seen[origin.index]);
    const under = root?.inputs.x?.health;
    if (origin.phase !== 'backward' || root?.kernel !== 'Sqrt' || under === undefined) return null;
    if (under.zero === 0) return null;
    return {
      cause:
        'the slope of the square root at 0 is infinite: the value is finite, its gradient is not (the norm or deviation of something constant or zero)',
      evidence: `${zeros(under, 'under the root')}; the gradient of the root made ${nonFinite(origin.output.health)} of ${origin.output.health.size} non-finite`,
      cure: 'use a norm or square root whose gradient at 0 is 0',
      code: 'safeSqrt(x) // or norm(x), from @brink/stable-ops',
    };
  },
};
