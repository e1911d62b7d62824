/** A cross-entropy of probabilities whose labels do not run from 0 to 1. */
import type { Operation, Value } from '../checking/operation.js';
import { figure, type Rule } from './rule.js';
import { isOfSigmoid } from './sigmoid-behind.js';

const isLogOfSigmoid = (operation: Operation | undefined): boolean =>
  operation?.kernel === 'Log' && isOfSigmoid(operation.inputs.x);

/** What log p and log (1 - p) are multiplied by. */
const factorsOf = (seen: readonly Operation[]): readonly Value[] =>
  seen
    .map(({ kernel, inputs }) => (kernel === 'Multiply' ? Object.values(inputs) : []))
    .filter((values) => values.some(({ producer }) => isLogOfSigmoid(producer)))
    .flatMap((values) => values.filter(({ producer }) => !isLogOfSigmoid(producer)));

export const labelOutOfRange: Rule = {
  name: 'label-out-of-range',
  recognise: (origin, seen) => {
    if (!isLogOfSigmoid(seen[origin.index])) return null;
    // y and 1 - y of labels from 0 to 1 have one sign each, also where a class is weighted.
    const mixed = factorsOf(seen).find(({ health }) => health.min < 0 && health.max > 0);
    if (mixed === undefined) return null;
    return {
      cause:
        'the labels are not between 0 and 1: the cross-entropy has no lower bound, and the probability is driven to 0 or 1',
      evidence: `the logarithm is multiplied by numbers of both signs, ${figure(mixed.health.min)} to ${figure(mixed.health.max)}`,
      cure: 'bring the labels into 0 to 1, and compute the loss from the logits',
      code: 'sigmoidCrossEntropy(labels01, logits) // from @brink/stable-ops',
    };
  },
};
