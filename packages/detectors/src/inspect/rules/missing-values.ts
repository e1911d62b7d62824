/** Cells that are empty or NaN. */
import { share } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';

export const missingValues: InspectRule = {
  name: 'missing-values',
  find: ({ columns }) =>
    columns
      .filter(({ missing, nan }) => missing + nan > 0)
      .map(({ name, missing, nan, rows }) => ({
        column: name,
        evidence: `${share(missing + nan, rows)} missing, ${nan} of them NaN`,
        consequence: 'one NaN in a batch makes the loss, then every parameter, NaN',
        cure: 'drop those rows, or fill in the median and add a column that says which were filled',
      })),
};
