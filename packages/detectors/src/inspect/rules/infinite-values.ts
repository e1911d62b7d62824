/** Inf and -Inf. */
import { share } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';

export const infiniteValues: InspectRule = {
  name: 'infinite-values',
  find: ({ columns }) =>
    columns
      .filter(({ infinite }) => infinite > 0)
      .map(({ name, infinite, rows }) => ({
        column: name,
        evidence: `${share(infinite, rows)} infinite`,
        consequence: 'the first product makes it Inf or NaN, and so the loss',
        cure: 'find the division or overflow that made them; then treat them as missing, or clip',
      })),
};
