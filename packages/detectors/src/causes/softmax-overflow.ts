/** A hand-written softmax: exp of logits, divided by its sum. */
import type { Operation } from '../checking/operation.js';
import { figure, inputOf, throughViews, zeroShare, type Rule } from './rule.js';

/** Divides a value by its own sum. */
const normalises = ({ kernel, inputs: { a, b } }: Operation): boolean => {
  const total = throughViews(b?.producer);
  return kernel === 'RealDiv' && total?.kernel === 'Sum' && total.inputs.x === a;
};

const cure = {
  cure: 'subtract the maximum first, as softmax and log-softmax do',
  code: 'softmaxCrossEntropy(labels, logits) // or softmax(logits), from @brink/stable-ops',
};

export const softmaxOverflow: Rule = {
  name: 'softmax-overflow',
  recognise: (origin, seen) => {
    const operation = seen[origin.index];
    const exponents = operation?.inputs.a?.producer;
    if (operation !== undefined && normalises(operation) && exponents?.kernel === 'Exp') {
      const [sums, logits] = [inputOf(origin, 'b')?.health, exponents.inputs.x?.health];
      if (sums === undefined || logits === undefined || sums.zero === 0) return null;
      return {
        cause:
          'a hand-written softmax: exp of every logit of a row underflowed to 0, and so did their sum',
        evidence: `${zeroShare(sums, 'of the sums')}; the least logit is ${figure(logits.min)}`,
        ...cure,
      };
    }
    const input = inputOf(origin, 'x');
    const made = operation?.outputs[0];
    if (origin.op !== 'Exp' || input === undefined || made === undefined) return null;
    const isNormalised = seen
      .slice(origin.index)
      .some((later) => later.inputs.a === made && normalises(later));
    if (!isNormalised) return null;
    return {
      cause: 'a hand-written softmax takes exp of logits above 88.7, which overflows float32',
      evidence: `the greatest logit is ${figure(input.health.max)}`,
      ...cure,
    };
  },
};
