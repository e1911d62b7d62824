/** A value far outside of its column. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import { isFewWholeNumbers, type ColumnSummary } from '../summary.js';

/** In deviations; a normal column of any size that fits a disk has none beyond 8. */
const furthest = 10;

/** Of n values none can lie further than the root of n - 1: among few, one that comes near that is alone. */
const furthestOf = (numbers: number): number =>
  numbers < 20 ? Infinity : Math.min(furthest, 0.9 * Math.sqrt(numbers - 1));

/** A rare flag, or a rare code or count among its neighbours, is far from the mean and no outlier. */
const isRareCode = (column: ColumnSummary): boolean =>
  isFewWholeNumbers(column) && column.max - column.min < 2 * column.distinct!;

export const outlier: InspectRule = {
  name: 'outlier',
  find: ({ columns }) =>
    columns.flatMap((column) => {
      const { name, min, max, mean, deviation, numbers } = column;
      const far = max - mean > mean - min ? max : min;
      const distance = Math.abs(far - mean) / deviation;
      if (!(deviation > 0) || !(distance > furthestOf(numbers)) || isRareCode(column)) return [];
      return [
        {
          column: name,
          evidence: `${figure(far)} lies ${figure(distance)} deviations from the mean ${figure(mean)}`,
          consequence:
            'its squared error outweighs its whole batch; scaled by it, the other rows are squeezed together',
          cure: 'check the row; then clip the column, take its logarithm, or use a Huber loss',
        },
      ];
    }),
};
