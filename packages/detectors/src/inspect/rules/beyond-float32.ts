/** Numbers that float32 cannot hold, or cannot tell apart. */
import { figure, share } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';

export const beyondFloat32: InspectRule = {
  name: 'beyond-float32',
  find: ({ columns }) =>
    columns.flatMap(({ name, pastFloat32, numbers, min, max, deviation }) => {
      if (pastFloat32 > 0)
        return [
          {
            column: name,
            evidence: `${share(pastFloat32, numbers)} past 3.4e38`,
            consequence: 'they are Inf as soon as they are in a tensor',
            cure: 'scale in float64 before the tensor is made, or take the logarithm',
          },
        ];
      const greatest = Math.max(Math.abs(min), Math.abs(max));
      // Between neighbours of a float32 of that size.
      const gap = 2 ** (Math.floor(Math.log2(greatest)) - 23);
      if (!(deviation > 0) || !(gap > deviation / 100)) return [];
      return [
        {
          column: name,
          evidence: `float32 near ${figure(greatest)} goes in steps of ${figure(gap)}, the deviation is ${figure(deviation)}`,
          consequence:
            'different values become the same number in a tensor: rows can no longer be told apart',
          cure: 'subtract the mean in float64 before the tensor is made (identifiers: leave them out)',
        },
      ];
    }),
};
