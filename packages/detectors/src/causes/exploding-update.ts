/** The optimizer itself overflowed. */
import { figure, type Rule } from './rule.js';

export const explodingUpdate: Rule = {
  name: 'exploding-update',
  recognise: (origin) => {
    if (origin.phase !== 'optimizer') return null;
    const greatest = Math.max(...origin.inputs.map(({ health }) => health.greatestMagnitude));
    return {
      cause:
        'the update overflowed: the gradient or its square, times the learning rate, passes the greatest float32, 3.4e38',
      evidence: `the greatest magnitude that went in is ${figure(greatest)}`,
      cure: 'clip the gradients by their global norm and lower the learning rate',
      code: 'clipByGlobalNorm(gradients, 1) // from @brink/stable-ops',
    };
  },
};
