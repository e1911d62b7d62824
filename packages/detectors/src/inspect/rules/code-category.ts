/** Classes left as codes: a heuristic, and said to be one. */
import { figure } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import { features, isFewWholeNumbers } from '../summary.js';

export const codeCategory: InspectRule = {
  name: 'code-category',
  find: (summary) =>
    features(summary)
      .filter((column) => isFewWholeNumbers(column) && column.distinct! >= 3)
      .map(({ name, distinct, min, max }) => ({
        column: name,
        evidence: `whole numbers from ${figure(min)} to ${figure(max)}, ${distinct} different`,
        consequence:
          'if they are codes of classes, the model takes class 4 for twice class 2, and large codes throw its weights',
        cure: 'if so, encode one-hot: tf.oneHot(indices, depth); if they are counts or pixels, leave them',
      })),
};
