/** Labels that are no class. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import { isFewWholeNumbers, targetsOf } from '../summary.js';

export const labelOutsideClasses: InspectRule = {
  name: 'label-outside-classes',
  find: (summary) =>
    targetsOf(summary).flatMap((column) => {
      const { name, min, max, distinct, numbers, integers } = column;
      const { classes } = summary;
      const outside =
        classes === null
          ? // Not told how many: whole numbers that would be classes, but start at 1 or below 0.
            isFewWholeNumbers(column) &&
            // -1 and 1 are the labels of a hinge loss.
            ((min < 0 && distinct! > 2) || (min === 1 && max === distinct && distinct! > 1))
          : numbers > 0 && (min < 0 || max >= classes || integers < numbers);
      if (!outside) return [];
      return [
        {
          column: name,
          evidence: `labels from ${figure(min)} to ${figure(max)}, ${distinct ?? 'over 1000'} different${classes === null ? '' : `, for ${classes} classes`}`,
          consequence:
            'a label outside 0 to classes - 1 is all zeros as one-hot, or a gather out of range: a loss of 0 or NaN',
          cure: 'number the classes from 0, or give the model as many outputs as the greatest label + 1',
        },
      ];
    }),
};
