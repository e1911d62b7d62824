/** The gradient of a square root at zero, as in a norm of a zero vector. */
import { figure, type Rule } from './rule.js';

export const sqrtGradientAtZero: Rule = {
  name: 'sqrt-gradient-at-zero',
  recognise: (origin) => {
    if (origin.phase !== 'backward' || origin.forwardOf?.op !== 'Sqrt') return null;
    return {
      cause:
        'the slope of the square root at 0 is infinite: the value is finite, its gradient is not (the norm or deviation of something constant or zero)',
      evidence: `the gradient of the square root made ${figure(origin.output.health.positiveInfinity + origin.output.health.nan)} non-finite of ${origin.output.health.size}`,
      cure: 'use a norm or square root whose gradient at 0 is 0',
      code: 'safeSqrt(x) // or norm(x), from @brink/stable-ops',
    };
  },
};
