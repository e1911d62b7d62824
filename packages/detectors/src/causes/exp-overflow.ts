/** exp (or a function made of it) of something above 88.7. */
import type { Operation, Value } from '../checking/operation.js';
import { figure, inputOf, throughViews, type Rule } from './rule.js';

/** What cures it, by what is made of the exponential. */
const cures = {
  softplus: ['take log(1 + exp(x)) as softplus', 'softplus(x) // from @brink/stable-ops'],
  logSumExp: [
    'take the logarithm of the sum by a form that subtracts the maximum first',
    'logSumExp(x) // from @brink/stable-ops',
  ],
  logcosh: ['take log(cosh(x)) by a form without cosh', 'logcosh(x) // from @brink/stable-ops'],
  other: [
    'stay in logarithms, or bound the argument: a log-variance, a difference of log-probabilities',
    'tf.exp(clip(x, -20, 20)) // clip from @brink/stable-ops',
  ],
} as const;

/** The operations of the forward pass that take a value in. */
const takersOf = (value: Value | undefined, seen: readonly Operation[]): readonly Operation[] =>
  seen.filter(
    ({ phase, inputs }) =>
      phase === 'forward' && value !== undefined && Object.values(inputs).includes(value),
  );

const isUnderLog = (value: Value | undefined, seen: readonly Operation[]): boolean =>
  seen.some(({ kernel, inputs }) => {
    if (kernel !== 'Log') return false;
    const under = inputs.x;
    return (
      under === value ||
      (value !== undefined && throughViews(under?.producer)?.outputs[0] === value)
    );
  });

function cureOf(made: Value | undefined, op: string, seen: readonly Operation[]) {
  if (op !== 'Exp') return op === 'Cosh' && isUnderLog(made, seen) ? cures.logcosh : cures.other;
  for (const { kernel, outputs } of takersOf(made, seen)) {
    if (kernel !== 'Add' && kernel !== 'Sum' && kernel !== 'Log1p') continue;
    if (kernel === 'Log1p') return cures.softplus;
    if (isUnderLog(outputs[0], seen)) return kernel === 'Add' ? cures.softplus : cures.logSumExp;
  }
  return cures.other;
}

export const expOverflow: Rule = {
  name: 'exp-overflow',
  recognise: (origin, seen) => {
    const input = inputOf(origin, 'x');
    if (!['Exp', 'Expm1', 'Sinh', 'Cosh'].includes(origin.op) || input === undefined) return null;
    const [cure, code] = cureOf(seen[origin.index]?.outputs[0], origin.op, seen);
    return {
      cause:
        origin.op === 'Exp' || origin.op === 'Expm1'
          ? 'exp overflows float32 above 88.72'
          : `${origin.op.toLowerCase()} overflows float32 above 89.41 and below -89.41`,
      evidence: `its argument runs from ${figure(input.health.min)} to ${figure(input.health.max)}`,
      cure,
      code,
    };
  },
};
