/** Rows that repeat. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';

export const duplicateRows: InspectRule = {
  name: 'duplicate-rows',
  find: ({ duplicates, rows, columns }) =>
    // One column repeats by its nature, and so do a few codes.
    duplicates === null || duplicates < rows / 100 || duplicates === 0 || columns.length < 2
      ? []
      : [
          {
            column: null,
            evidence: `${duplicates} of ${rows} rows repeat an earlier one (${figure((100 * duplicates) / rows)} %)`,
            consequence:
              'they weigh double, and where they fall on both sides of a split the test flatters',
            cure: 'drop them before the split',
          },
        ],
};
