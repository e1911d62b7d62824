/** A column of zeros. */
import type { InspectRule } from '../finding.js';
import { inAll } from '../summary.js';

export const zeroColumn: InspectRule = {
  name: 'zero-column',
  find: ({ columns }) =>
    columns
      .filter(({ numbers, zeros, text }) => numbers > 1 && text === 0 && zeros === numbers)
      .map(({ name, rows, numbers }) => ({
        column: name,
        evidence: `0 ${inAll(numbers, rows)}`,
        consequence:
          'its weights get a gradient of 0: with an optimizer epsilon of 0 that is 0/0, and scaling divides by 0',
        cure: 'drop the column',
      })),
};
