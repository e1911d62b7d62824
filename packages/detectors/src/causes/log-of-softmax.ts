/** The logarithm of a softmax that underflowed to 0. */
import { zeroShare, type Rule } from './rule.js';

export const logOfSoftmax: Rule = {
  name: 'log-of-softmax',
  recognise: (origin, seen) => {
    const input = seen[origin.index]?.inputs.x;
    if (origin.op !== 'Log' || input?.producer?.kernel !== 'Softmax' || input.health.zero === 0)
      return null;
    return {
      cause: 'a probability of the softmax underflowed to 0, and its logarithm is infinite',
      evidence: zeroShare(input.health, 'of the softmax'),
      cure: 'use log-softmax, or the cross-entropy from the logits',
      code: 'softmaxCrossEntropy(labels, logits) // from @brink/stable-ops',
    };
  },
};
