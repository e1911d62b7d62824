/** A target of a regression far from the order of 1. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import { isFewWholeNumbers, targetsOf } from '../summary.js';

export const targetScale: InspectRule = {
  name: 'target-scale',
  find: (summary) =>
    targetsOf(summary)
      .filter(
        (column) =>
          summary.classes === null &&
          !isFewWholeNumbers(column) &&
          Math.hypot(column.mean, column.deviation) > 100,
      )
      .map(({ name, mean, deviation }) => ({
        column: name,
        evidence: `mean ${figure(mean)}, deviation ${figure(deviation)}`,
        consequence: `a squared loss starts near ${figure(mean ** 2 + deviation ** 2)}, its gradients are as large, and the first steps throw the weights`,
        cure: 'standardise the target too, and undo it on what the model predicts: Standardizer.inverse',
      })),
};
