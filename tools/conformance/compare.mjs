// @ts-check
/** The runs of one map, each with each other. */
import { agreementOf, breakingAsOne } from '../agreement/agreement.mjs';

/** @typedef {import('../agreement/agreement.mjs').Agreement} Agreement */

/** @typedef {{ way: { name: string }, rows: readonly import('../agreement/agreement.mjs').Row[] }} WayRun */

/**
 * @typedef {object} Pair
 * @property {string} of the way of the first run
 * @property {string} beside the way of the second, whose map says where the boundaries are
 * @property {Agreement} agreement
 * @property {Agreement} breaking the same with Inf and NaN as one outcome, in the boundaries too
 */

/** @param {readonly WayRun[]} runs over the same cells @returns {readonly Pair[]} every ordered pair of two ways */
export function compare(runs) {
  return runs.flatMap((one) =>
    runs
      .filter((other) => other !== one)
      .map((other) => ({
        of: one.way.name,
        beside: other.way.name,
        agreement: agreementOf(one.rows, other.rows),
        breaking: agreementOf(breakingAsOne(one.rows), breakingAsOne(other.rows)),
      })),
  );
}

/**
 * What the cells that differ came to, for example `nan against inf: 243`, the most frequent first.
 * @param {Pick<Agreement, 'differing'>} agreement
 */
export function differencesOf({ differing }) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { a, b } of differing) {
    const kind = `${a} against ${b}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind}: ${count}`)
    .join(', ');
}
