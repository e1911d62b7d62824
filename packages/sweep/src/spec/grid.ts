/** The text of a grid: `64x64`, or `64` for all axes. */
import { SweepError } from '../errors.js';

/**
 * Points on each swept numeric range, in their order; one number alone stands for all.
 * @throws SweepError where a count is not a whole number from 1 up
 */
export function parseGrid(text: string | number | readonly number[]): readonly number[] {
  const counts =
    typeof text === 'string'
      ? text.split(/[x×*]/i).map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : NaN))
      : typeof text === 'number'
        ? [text]
        : [...text];
  if (counts.length === 0 || !counts.every((count) => Number.isSafeInteger(count) && count >= 1))
    throw new SweepError({
      option: 'grid',
      problem: 'must have whole numbers from 1 up',
      received: typeof text === 'string' ? `'${text}'` : JSON.stringify(text),
      repair: 'write 64x64, or 64 for every axis',
    });
  return counts;
}
