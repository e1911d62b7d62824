/** A column with one value in every row. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import { inAll, isConstantWord } from '../summary.js';

export const constantColumn: InspectRule = {
  name: 'constant-column',
  find: ({ columns }) =>
    columns.flatMap((column) => {
      const { name, rows, numbers, min, max, text, words } = column;
      if (numbers > 1 && text === 0 && min === max && min !== 0)
        return [
          {
            column: name,
            evidence: `${figure(min)} ${inAll(numbers, rows)}`,
            consequence: 'its deviation is 0, and standardising by hand divides by it: NaN',
            cure: 'drop the column, or use Standardizer, which makes it 0',
          },
        ];
      if (isConstantWord(column))
        return [
          {
            column: name,
            evidence: `'${words[0]?.slice(0, 20) ?? ''}' ${inAll(text, rows)}`,
            consequence:
              'encoded it is a column of ones, the same for every row: nothing to learn from',
            cure: 'drop the column',
          },
        ];
      return [];
    }),
};
