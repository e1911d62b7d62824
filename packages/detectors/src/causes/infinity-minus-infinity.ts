/** Infinities that were put in, or allowed, meet in a difference, a sum or a product. */
import type { Operation } from '../checking/operation.js';
import type { BlamedValue } from '../blame/report.js';
import { share, type Rule } from './rule.js';

type Named = Pick<BlamedValue, 'name' | 'health'>;

export const infinityMinusInfinity: Rule = {
  name: 'infinity-minus-infinity',
  recognise: (origin, seen) => {
    if (origin.output.health.nan > 0) return told(origin.inputs, '');
    // A mask of infinities, made in the step: what made NaN of it stands further on.
    const met = origin.op === 'Fill' ? seen.slice(origin.index).find(makesNaN) : undefined;
    return met === undefined ? null : told(inputsOf(met), `${met.kernel}${place(met)}: `);
  },
};

function told(inputs: readonly Named[], where: string): ReturnType<Rule['recognise']> {
  const infinite = inputs.filter(({ health }) => infinities({ health }) > 0);
  if (infinite.length === 0) return null;
  return {
    cause:
      'infinities that were meant (a mask, a running minimum) met: a row where all is masked, Inf - Inf, or 0 x Inf',
    evidence: `${where}${infinite.map(({ name, health }) => `${name} holds ${share(infinities({ health }), health.size)} infinite`).join(', ')}`,
    cure: 'give a row that is masked whole a value of its own, or mask with a large finite number',
    code: 'maskedSoftmax(logits, mask) // from @brink/stable-ops',
  };
}

const infinities = ({ health }: Pick<Named, 'health'>): number =>
  health.positiveInfinity + health.negativeInfinity;

const inputsOf = ({ inputs }: Operation): readonly Named[] =>
  Object.entries(inputs).map(([name, { health }]) => ({ name, health }));

const makesNaN = (operation: Operation): boolean =>
  operation.outputs.some(({ health }) => health.nan > 0) &&
  inputsOf(operation).every(({ health }) => health.nan === 0);

const place = ({ line }: Operation): string => (line === undefined ? '' : ` at ${line}`);
