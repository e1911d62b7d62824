/** Asks the rules in turn; an origin that none recognises is said to be unknown. */
import type { Operation } from '../checking/operation.js';
import type { Diagnosis, Origin } from '../blame/report.js';
import { rules } from './table.js';

/**
 * @param origin the first bad operation
 * @param seen every operation of the step, in order
 */
export function diagnose(origin: Origin, seen: readonly Operation[]): Diagnosis {
  for (const { name, recognise } of rules) {
    const found = recognise(origin, seen);
    if (found !== null) return { rule: name, ...found };
  }
  return {
    rule: 'unknown',
    cause: 'unknown: no rule recognises this operation with these inputs',
    evidence: `${origin.op} made the first non-finite value from finite inputs`,
    cure: 'look at the inputs above, and at the line',
    code: null,
  };
}
