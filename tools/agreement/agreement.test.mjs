// @ts-check
import { describe, expect, it } from 'vitest';
import { agreementOf, agreementText } from './agreement.mjs';

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
      '3 of 4 outcomes are equal: 75.00 %\n  lr=2 variant=broken seed=0: inf, nan',
    );
  });

  it('is refused for runs that are not over the same cells', () => {
    expect(() => agreementOf([row(1, 'nan', 1)], [row(2, 'nan', 1)])).toThrow('the same cells');
    expect(() => agreementOf([row(1, 'nan', 1)], [])).toThrow('got 1 and 0');
    expect(() => agreementOf([], [])).toThrow('got 0 and 0');
  });
});
