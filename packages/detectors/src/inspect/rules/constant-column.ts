/** A column with one value in every row. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';

export const constantColumn: InspectRule = {
  name: 'constant-column',
  find: ({ columns }) =>
    columns
      .filter(
        ({ numbers, min, max, text }) => numbers > 1 && text === 0 && min === max && min !== 0,
      )
      .map(({ name, min, numbers }) => ({
        column: name,
        evidence: `${figure(min)} in all ${numbers} rows`,
        consequence: 'its deviation is 0, and standardising by hand divides by it: NaN',
        cure: 'drop the column, or use Standardizer, which makes it 0',
      })),
};
