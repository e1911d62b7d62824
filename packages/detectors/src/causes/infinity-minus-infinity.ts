/** Two infinities that were allowed meet in a difference, a sum or a product. */
import { share, type Rule } from './rule.js';

export const infinityMinusInfinity: Rule = {
  name: 'infinity-minus-infinity',
  recognise: (origin) => {
    const infinite = origin.inputs.filter(
      ({ health }) => health.positiveInfinity + health.negativeInfinity > 0,
    );
    if (infinite.length === 0 || origin.output.health.nan === 0) return null;
    return {
      cause:
        'infinities that were meant (a mask, a running minimum) met: a row where all is masked, Inf - Inf, or 0 x Inf',
      evidence: `${infinite.map(({ name, health }) => `${name} holds ${share(health.positiveInfinity + health.negativeInfinity, health.size)} infinite`).join(', ')}`,
      cure: 'give a row that is masked whole a value of its own, or mask with a large finite number',
      code: 'maskedSoftmax(logits, mask) // from @brink/stable-ops',
    };
  },
};
