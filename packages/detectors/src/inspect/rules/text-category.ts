/** Words where numbers are needed. */
import { share } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';

export const textCategory: InspectRule = {
  name: 'text-category',
  find: ({ columns }) =>
    columns
      .filter(({ text }) => text > 0)
      .map(({ name, text, rows, words, distinct }) => ({
        column: name,
        evidence: `${share(text, rows)} words, as ${words.map((word) => `'${word.slice(0, 20)}'`).join(', ')}; ${distinct ?? 'over 1000'} different`,
        consequence: 'a word becomes NaN in a float tensor, or the tensor cannot be made',
        cure:
          distinct !== null && distinct <= 50
            ? 'give each word a number and encode it one-hot: tf.oneHot(indices, depth)'
            : 'an embedding (tf.layers.embedding), or leave the column out',
      })),
};
