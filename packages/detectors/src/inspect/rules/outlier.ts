/** A value far outside of its column. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';

/** In deviations; a normal column of any size that fits a disk has none beyond 8. */
const furthest = 10;

export const outlier: InspectRule = {
  name: 'outlier',
  find: ({ columns }) =>
    columns.flatMap(({ name, min, max, mean, deviation }) => {
      const far = max - mean > mean - min ? max : min;
      const distance = Math.abs(far - mean) / deviation;
      if (!(deviation > 0) || !(distance > furthest)) return [];
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
