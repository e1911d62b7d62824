/** The logarithm of zero. */
import { inputOf, zeros, type Rule } from './rule.js';

export const logOfZero: Rule = {
  name: 'log-of-zero',
  recognise: (origin) => {
    const input = inputOf(origin, 'x');
    if (
      origin.op !== 'Log' ||
      input === undefined ||
      // TensorFlow takes a subnormal number for 0.
      (input.health.zero === 0 && input.health.subnormal === 0) ||
      input.health.min < 0
    )
      return null;
    return {
      cause: 'the logarithm of zero is minus infinity',
      evidence: zeros(input.health, 'under the logarithm'),
      cure: 'keep the argument above zero, or compute the loss from logits',
      code: 'safeLog(x) // from @brink/stable-ops',
    };
  },
};
