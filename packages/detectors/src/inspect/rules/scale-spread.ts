/** Columns whose scales lie far apart. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import { features } from '../summary.js';

/** The curvature of a squared loss goes with the square: 100 apart is a condition number of 1e4. */
const furthest = 100;

export const scaleSpread: InspectRule = {
  name: 'scale-spread',
  find: (summary) => {
    const varying = features(summary)
      .filter(({ deviation }) => deviation > 0)
      .toSorted((a, b) => a.deviation - b.deviation);
    const [least, greatest] = [varying[0], varying.at(-1)];
    if (least === undefined || greatest === undefined) return [];
    const ratio = greatest.deviation / least.deviation;
    if (!(ratio > furthest)) return [];
    return [
      {
        column: greatest.name,
        evidence: `deviations from ${figure(least.deviation)} (${least.name}) to ${figure(greatest.deviation)} (${greatest.name}): ${figure(ratio)} times`,
        consequence:
          'a learning rate small enough for the large column is too small for the rest, and a larger one ends in Inf',
        cure: 'standardise: (await Standardizer.fit(x)).transform(x)',
      },
    ];
  },
};
