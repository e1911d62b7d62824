/** Cells that are empty or NaN. */
import { share } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';

export const missingValues: InspectRule = {
  name: 'missing-values',
  find: ({ columns }) =>
    columns
      .filter(({ missing, nan }) => missing + nan > 0)
      .map(({ name, missing, nan, rows, numbers, text }) => ({
        column: name,
        evidence: `${share(missing + nan, rows)} missing, ${nan} of them NaN`,
        consequence: 'one NaN in a batch makes the loss, then every parameter, NaN',
        cure: cureOf(numbers, text),
      })),
};

/** There is no median of nothing, and none of words. */
function cureOf(numbers: number, text: number): string {
  if (numbers === 0 && text === 0) return 'drop the column: it says nothing';
  return text > numbers
    ? 'drop those rows, or make "missing" one more of its words before they are encoded'
    : 'drop those rows, or fill in the median and add a column that says which were filled';
}
