/** A hand-written softmax: exp of large logits, divided by its sum. */
import { figure, inputOf, type Rule } from './rule.js';

export const softmaxOverflow: Rule = {
  name: 'softmax-overflow',
  recognise: (origin, seen) => {
    const input = inputOf(origin, 'x');
    const made = seen[origin.index]?.outputs[0];
    if (origin.op !== 'Exp' || input === undefined || made === undefined) return null;
    const users = seen
      .slice(origin.index)
      .filter(({ inputs }) => Object.values(inputs).includes(made));
    if (
      !users.some(({ kernel }) => kernel === 'Sum') &&
      !users.some(({ kernel }) => kernel === 'RealDiv')
    )
      return null;
    return {
      cause: 'a hand-written softmax takes exp of logits above 88.7, which overflows float32',
      evidence: `the greatest logit is ${figure(input.health.max)}`,
      cure: 'subtract the maximum first, as softmax and log-softmax do',
      code: 'softmaxCrossEntropy(labels, logits) // or softmax(logits), from @brink/stable-ops',
    };
  },
};
