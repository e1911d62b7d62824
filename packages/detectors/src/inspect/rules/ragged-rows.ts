/** Rows of another length. */
import type { InspectRule } from '../finding.js';

export const raggedRows: InspectRule = {
  name: 'ragged-rows',
  find: ({ raggedRows, rows, columns }) =>
    raggedRows === 0
      ? []
      : [
          {
            column: null,
            evidence: `${raggedRows} of ${rows} rows do not have ${columns.length} values`,
            consequence:
              'no tensor can be made of them; padded or cut, values slip into other columns',
            cure: 'repair the rows (a separator within a value, a broken line), or drop them',
          },
        ],
};
