/** Features far from the order of 1, all of them or one. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import { features } from '../summary.js';

export const largeScale: InspectRule = {
  name: 'large-scale',
  find: (summary) =>
    features(summary)
      .filter(({ min, max }) => Math.max(Math.abs(min), Math.abs(max)) > 1000)
      .map(({ name, min, max, deviation }) => ({
        column: name,
        evidence: `from ${figure(min)} to ${figure(max)}, deviation ${figure(deviation)}`,
        consequence:
          'activations and gradients are as large; sigmoids and softmax saturate, and the weights are thrown',
        cure: 'standardise: (await Standardizer.fit(x)).transform(x)',
      })),
};
