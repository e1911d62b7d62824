/** The logarithm of a sigmoid that rounded to 0 or 1. */
import { zeroShare, type Rule } from './rule.js';
import { isClipped, isOfSigmoid } from './sigmoid-behind.js';

export const sigmoidSaturation: Rule = {
  name: 'sigmoid-saturation',
  recognise: (origin, seen) => {
    const input = seen[origin.index]?.inputs.x;
    if (origin.op !== 'Log' || input === undefined) return null;
    if (!isOfSigmoid(input) || input.health.zero === 0) return null;
    return {
      cause:
        'the sigmoid is saturated: it rounded to exactly 0 or 1, and its logarithm is infinite',
      evidence: `${zeroShare(input.health, 'under the logarithm')}${isClipped(input) ? ', although it is clipped: float32 rounds 1 - 1e-8 to 1' : ''}`,
      cure: 'compute the cross-entropy from the logits, without the sigmoid',
      code: 'sigmoidCrossEntropy(labels, logits) // from @brink/stable-ops',
    };
  },
};
