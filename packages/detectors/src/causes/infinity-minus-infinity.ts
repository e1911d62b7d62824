/** Infinities that were put in, or allowed, meet in a difference, a sum or a product. */
import type { Operation } from '../checking/operation.js';
import type { BlamedValue } from '../blame/report.js';
import { shownLine } from '../blame/shown-line.js';
import { infinities } from '../health.js';
import { share, type Rule } from './rule.js';

type Named = Pick<BlamedValue, 'name' | 'health'>;

export const infinityMinusInfinity: Rule = {
  name: 'infinity-minus-infinity',
  recognise: (origin, seen) => {
    if (origin.cameIn)
      return origin.phase === 'data' ? infinitiesMet(seen.slice(origin.index)) : null;
    if (origin.output.health.nan > 0) return told(origin.inputs, '');
    // A mask of infinities, made in the step: what made NaN of it stands further on.
    return origin.op === 'Fill' ? infinitiesMet(seen.slice(origin.index)) : null;
  },
};

/** What is said of the first operation that made NaN of infinities; null where none did. */
export function infinitiesMet(operations: readonly Operation[]): ReturnType<Rule['recognise']> {
  const met = operations.find((one) => one.phase === 'forward' && makesNaN(one));
  return met === undefined ? null : told(inputsOf(met), `${met.kernel}${place(met)}: `);
}

function told(inputs: readonly Named[], where: string): ReturnType<Rule['recognise']> {
  const infinite = inputs.filter(({ health }) => infinities(health) > 0);
  if (infinite.length === 0) return null;
  return {
    cause:
      'infinities that were meant (a mask, a running minimum) met: a row where all is masked, Inf - Inf, or 0 x Inf',
    evidence: `${where}${infinite.map(({ name, health }) => `${name} holds ${share(infinities(health), health.size)} infinite`).join(', ')}`,
    cure: 'give a row that is masked whole a value of its own, or mask with a large finite number',
    code: 'maskedSoftmax(logits, mask) // from @brink/stable-ops',
  };
}

const inputsOf = ({ inputs }: Operation): readonly Named[] =>
  Object.entries(inputs).map(([name, { health }]) => ({ name, health }));

const makesNaN = (operation: Operation): boolean =>
  operation.outputs.some(({ health }) => health.nan > 0) &&
  inputsOf(operation).every(({ health }) => health.nan === 0);

const place = ({ line }: Operation): string => (line === undefined ? '' : ` at ${shownLine(line)}`);
