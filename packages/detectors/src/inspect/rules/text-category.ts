/** Words where numbers are needed. */
import { share } from '../../causes/rule.js';
import type { InspectRule } from '../finding.js';
import { isConstantWord, type ColumnSummary } from '../summary.js';

/** A number with a sign of money or a unit, with separators, or a decimal comma: `$1,200.50`, `12 %`, `0,5`. */
const decorated = /^\p{Sc}?\s*[+-]?\p{Sc}?\s*\d[\d.,'’_\s]*\s*(%|\p{Sc}|\p{L}{1,3})?$/u;
const moment = /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d{2})/;
const nested = /^[[{]/;

export const textCategory: InspectRule = {
  name: 'text-category',
  find: ({ columns }) =>
    columns
      .filter((column) => column.text > 0 && !isConstantWord(column))
      .map((column) => ({
        column: column.name,
        evidence: `${share(column.text, column.rows)} words, as ${column.words.map((word) => `'${word.slice(0, 20)}'`).join(', ')}; ${column.distinct ?? 'over 1000'} different`,
        consequence: 'a word becomes NaN in a float tensor, or the tensor cannot be made',
        cure: cureOf(column),
      })),
};

/** By the look of the words that were kept. */
function cureOf({ words, text, numbers, distinct }: ColumnSummary): string {
  const all = (look: RegExp) => words.every((word) => look.test(word));
  if (all(moment))
    return 'make numbers of the dates: days since the first, or sine and cosine of hour, weekday or month';
  if (all(nested)) return 'spread it over columns of its own, a number in each';
  if (all(decorated))
    return 'make numbers of them: take out units and separators, and write the decimal point as a dot';
  if (numbers > text)
    return 'most of the column is numbers: repair these, or treat them as missing';
  return distinct !== null && distinct <= 50
    ? 'give each word a number and encode it one-hot: tf.oneHot(indices, depth)'
    : 'an embedding (tf.layers.embedding), or leave the column out';
}
