// @ts-check
import { describe, expect, it } from 'vitest';
import { agreementOf, breakingAsOne, agreementText, cellsAtBoundaries } from './agreement.mjs';

/**
 * @param {number} lr
 * @param {string} outcome
 * @param {number} finalLoss
 */
const row = (lr, outcome, finalLoss) => ({ lr, variant: 'broken', seed: 0, outcome, finalLoss });

describe('the agreement of two runs', () => {
  it('is the share of equal outcomes, whatever the order of the cells and their losses', () => {
    const a = [row(1, 'converged', 0.1), row(2, 'inf', 3), row(3, 'nan', 4), row(4, 'nan', 4)];
    const b = [row(4, 'nan', 5), row(2, 'nan', 3), row(1, 'converged', 0.2), row(3, 'nan', 4)];
    const agreement = agreementOf(a, b);
    expect(agreement).toMatchObject({ cells: 4, equal: 3, share: 0.75 });
    expect(agreementText(agreement)).toBe(
      '3 of 4 outcomes are equal: 75.00 %\n' +
        '2 of 2 outcomes are equal: 100.00 % (cells that touch no boundary of the second run)\n  lr=2 variant=broken seed=0: inf, nan',
    );
  });

  it('leaves out the cells beside which, diagonally too, something else came out', () => {
    const map = ['aaaab', 'aaaaa', 'aaaaa', 'caaaa'];
    const rows = ['one', 'two'].flatMap((variant) =>
      map.flatMap((line, y) =>
        [...line].map((outcome, x) => ({ y: 10 ** y, x: x / 8, variant, seed: 3, outcome })),
      ),
    );
    // The second variant is a map of its own: all of one outcome.
    const uniform = rows.map((one) => (one.variant === 'two' ? { ...one, outcome: 'a' } : one));
    const touching = cellsAtBoundaries(uniform);
    expect([...touching].sort()).toEqual(
      [
        [0, 3],
        [0, 4],
        [1, 3],
        [1, 4],
        [2, 0],
        [2, 1],
        [3, 0],
        [3, 1],
      ]
        .map(([y, x]) => `y=${10 ** Number(y)} x=${Number(x) / 8} variant=one seed=3`)
        .sort(),
    );
    const nudged = uniform.map((one) =>
      one.variant === 'one' && one.x <= 0.125 && one.y >= 100 ? { ...one, outcome: 'c' } : one,
    );
    expect(agreementOf(nudged, uniform)).toMatchObject({
      cells: 40,
      equal: 37,
      inside: { cells: 32, equal: 32, share: 1 },
    });
  });

  it('can take Inf and NaN as one outcome, and no other two', () => {
    const row = (/** @type {number} */ lr, /** @type {string} */ outcome) => ({ lr, outcome });
    const a = [row(1, 'inf'), row(2, 'nan'), row(3, 'diverged')];
    const b = [row(1, 'nan'), row(2, 'nan'), row(3, 'inf')];
    expect(agreementOf(a, b).equal).toBe(1);
    expect(agreementOf(breakingAsOne(a), breakingAsOne(b)).equal).toBe(2);
  });

  it('is refused for runs that are not over the same cells', () => {
    expect(() => agreementOf([row(1, 'nan', 1)], [row(2, 'nan', 1)])).toThrow('the same cells');
    expect(() => agreementOf([row(1, 'nan', 1)], [])).toThrow('got 1 and 0');
    expect(() => agreementOf([], [])).toThrow('got 0 and 0');
  });
});
