/** An adaptive optimizer without epsilon divides by the root of a zero second moment. */
import type { Operation } from '../checking/operation.js';
import { zeroShare, type Rule } from './rule.js';

const addsEpsilon = (operation: Operation | undefined): boolean => operation?.kernel === 'Add';

/** The optimizer, told by how it divides; undefined for a division that is none of theirs, as a clipping by hand. */
function dividing({ inputs: { a, b } }: Operation): string | undefined {
  const divisor = b?.producer;
  if (addsEpsilon(divisor)) {
    const isAdamax = Object.values(divisor!.inputs).some(
      ({ producer }) => producer?.kernel === 'Maximum',
    );
    return isAdamax ? 'adamax(lr, 0.9, 0.999, 1e-7)' : 'adam(lr, 0.9, 0.999, 1e-7)';
  }
  if (divisor?.kernel !== 'Sqrt') return undefined;
  const under = divisor.inputs.x?.producer;
  // Centred, RMSProp takes the squared mean off before it adds epsilon.
  if (!addsEpsilon(under) && under?.kernel !== 'Sub') return undefined;
  return a?.producer?.kernel === 'Sqrt' ? 'adadelta(lr, 0.95, 1e-7)' : 'rmsprop(lr, 0.9, 0, 1e-7)';
}

export const optimizerEpsilon: Rule = {
  name: 'optimizer-epsilon',
  recognise: (origin, seen) => {
    const operation = seen[origin.index];
    if (origin.phase !== 'optimizer' || origin.op !== 'RealDiv' || operation === undefined)
      return null;
    const divisor = operation.inputs.b?.health;
    const optimizer = dividing(operation);
    if (divisor === undefined || divisor.zero === 0 || optimizer === undefined) return null;
    return {
      cause:
        'the optimizer divides by the root of the mean squared gradient, which is zero where a gradient was always zero and epsilon is 0',
      evidence: zeroShare(divisor, 'of the divisor'),
      cure: 'give the optimizer an epsilon that float32 can hold, 1e-7 or more',
      code: `tf.train.${optimizer}`,
    };
  },
};
