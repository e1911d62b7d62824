/** What a saturated sigmoid and a saturated tanh have in common. */
import type { TrainingHistory } from './history.js';
import type { Verdict } from './rule.js';
import { unlessThrown } from './thrown.js';
import { inactiveLayer } from './units.js';

/**
 * @param ends where its units stand, as words
 * @param code what normalises before it
 * @returns null where no layer of this kind is saturated
 */
export function saturatedUnits(
  history: TrainingHistory,
  kind: 'sigmoid' | 'tanh',
  ends: string,
  code: string,
): Verdict | null {
  const found = inactiveLayer(history, kind, 'are flat');
  if (found === null) return null;
  return unlessThrown(history, {
    site: `activation:${found.activation.name}`,
    line: found.activation.line,
    what: `${kind} units are saturated`,
    cause: `what goes in is so large that they stand at ${ends}, where the slope is 0: no gradient passes`,
    evidence: `${found.evidence}; what goes in reaches ${Math.round(found.activation.greatest)}`,
    cure: 'standardise the features, or normalise before the activation, and start with smaller weights',
    code,
  });
}
