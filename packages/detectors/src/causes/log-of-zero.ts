/** The logarithm of zero. */
import { inputOf, throughViews, zeros, type Rule } from './rule.js';

export const logOfZero: Rule = {
  name: 'log-of-zero',
  recognise: (origin, seen) => {
    const input = inputOf(origin, 'x');
    if (
      origin.op !== 'Log' ||
      input === undefined ||
      // TensorFlow takes a subnormal number for 0.
      (input.health.zero === 0 && input.health.subnormal === 0) ||
      input.health.min < 0
    )
      return null;
    const summed = throughViews(seen[origin.index]?.inputs.x?.producer);
    if (summed?.kernel === 'Sum' && summed.inputs.x?.producer?.kernel === 'Exp')
      return {
        cause:
          'every exponential of the sum underflowed to 0, and the logarithm of zero is minus infinity',
        evidence: zeros(input.health, 'under the logarithm'),
        cure: 'take the logarithm of the sum by a form that subtracts the maximum first',
        code: 'logSumExp(x) // from @brink/stable-ops',
      };
    return {
      cause: 'the logarithm of zero is minus infinity',
      evidence: zeros(input.health, 'under the logarithm'),
      cure: 'keep the argument above zero, or compute the loss from logits',
      code: 'safeLog(x) // from @brink/stable-ops',
    };
  },
};
