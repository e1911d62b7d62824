/** exp (or a function made of it) of something above 88.7. */
import { figure, inputOf, type Rule } from './rule.js';

export const expOverflow: Rule = {
  name: 'exp-overflow',
  recognise: (origin) => {
    const input = inputOf(origin, 'x');
    if (!['Exp', 'Expm1', 'Sinh', 'Cosh'].includes(origin.op) || input === undefined) return null;
    return {
      cause: 'exp overflows float32 above 88.72',
      evidence: `its argument reaches ${figure(input.health.max)}`,
      cure: 'stay in logarithms, or bound the argument (for a log-variance: clip it, for log(1 + exp(x)): softplus)',
      code: 'softplus(x), logSumExp(x) // from @brink/stable-ops',
    };
  },
};
