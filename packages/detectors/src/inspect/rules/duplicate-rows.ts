/** Rows that repeat. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import type { ColumnSummary } from '../summary.js';

/** Rows drawn from fewer combinations than this many for each fall together by chance, one in a hundred of them. */
const combinationsARow = 50;

export const duplicateRows: InspectRule = {
  name: 'duplicate-rows',
  find: ({ duplicates, rows, columns }) =>
    // One column repeats by its nature, and so do a few codes.
    duplicates === null ||
    duplicates < rows / 100 ||
    duplicates === 0 ||
    columns.length < 2 ||
    combinations(columns) < combinationsARow * rows
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

/** How many different rows the values of the columns could make. */
const combinations = (columns: readonly ColumnSummary[]): number =>
  columns.reduce((product, { distinct }) => product * (distinct ?? Infinity), 1);
