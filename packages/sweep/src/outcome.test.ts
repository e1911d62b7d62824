import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, CellRecord, History, Outcome } from './cell.js';
import { convergenceMeasure, failedRecord, outcomeOf, recordOf, summaryOf } from './outcome.js';

const cell: Cell = { index: 5, variant: 'broken', axes: { lr: 1 }, seed: 0 };

function finite(...losses: number[]): History {
  return { losses: Float64Array.from(losses), firstBadStep: -1, site: null, badIsNaN: false };
}

function bad(losses: number[], site: string, badIsNaN: boolean): History {
  return { losses: Float64Array.from(losses), firstBadStep: losses.length - 1, site, badIsNaN };
}

const outcomeAfter = (history: History): Outcome =>
  outcomeOf(summaryOf(history, history.losses.length));

const recordAfter = (history: History, steps: number, milliseconds: number): CellRecord =>
  recordOf(cell, summaryOf(history, steps), milliseconds);

const repeated = (value: number, count: number): number[] => Array<number>(count).fill(value);

describe('the outcome of a cell', () => {
  it.each([
    ['a falling loss', finite(4, 2, 1), 'converged'],
    ['a loss that falls to nothing', finite(1, ...repeated(0, 30)), 'converged'],
    ['an end 2 % below the start', finite(1, ...repeated(0.98, 20)), 'converged'],
    ['an end just within 1 % below', finite(1, ...repeated(0.9901, 20)), 'stalled'],
    ['a loss that never moves', finite(...repeated(3, 30)), 'stalled'],
    ['an end just within 1 % above', finite(1, ...repeated(1.0099, 20)), 'stalled'],
    ['an end 2 % above the start', finite(1, ...repeated(1.02, 20)), 'diverged'],
    ['a loss that grows and stays finite', finite(1, 10, 1e30), 'diverged'],
    ['finite losses whose sum overflows', finite(1, 1.7e308, 1.7e308), 'diverged'],
    ['a dip that does not last', finite(1, ...repeated(0.1, 30), ...repeated(5, 20)), 'diverged'],
    [
      'a peak before the last 20',
      finite(1, ...repeated(1e9, 30), ...repeated(0.5, 20)),
      'converged',
    ],
    ['one loss only', finite(2), 'stalled'],
    ['a start of zero that stays', finite(0, 0, 0), 'stalled'],
    ['a start of zero that is left', finite(0, 0, 1), 'diverged'],
    ['a negative loss that falls', finite(-1, -2, -3), 'converged'],
    ['a negative loss that rises', finite(-1, -0.5, -0.1), 'diverged'],
    ['a loss of NaN', bad([1, NaN], 'loss', true), 'nan'],
    ['a loss of Infinity', bad([1, Infinity], 'loss', false), 'inf'],
    ['a loss of -Infinity', bad([1, -Infinity], 'loss', false), 'inf'],
    ['a gradient of NaN after losses that fell', bad([4, 1, 0.1], 'gradient:w', true), 'nan'],
    [
      'a parameter of Infinity after losses that fell',
      bad([4, 1, 0.1], 'parameter:w', false),
      'inf',
    ],
    ['a first step that is bad', bad([NaN], 'loss', true), 'nan'],
  ])('%s', (_, history, outcome) => {
    expect(outcomeAfter(history)).toBe(outcome);
  });
});

describe('the convergence measure', () => {
  it.each([
    ['minus the sum where it converges', [4, 2, 1], 3, -(1 + 0.5 + 0.25)],
    ['the sum of inverses where it does not', [1, 2, 4], 3, 1 + 0.5 + 0.25],
    ['no convergence at a mean of exactly 1', [3, 3, 3], 3, 3],
    ['a non-finite loss counts as 1e6', [2, 4, Infinity], 3, 1 + 0.5 + 1e-6],
    ['NaN too', [2, 4, NaN], 3, 1 + 0.5 + 1e-6],
    ['and so does each step that was not run', [2, 1, NaN], 5, 1 + 2 + 3e-6],
    ['a cell stopped by a gradient in its last step goes by its losses', [4, 2, 1], 3, -1.75],
    ['one stopped before it counts the rest', [4, 2], 3, 1 + 2 + 1e-6],
    ['a first loss that is bad leaves nothing to divide by', [NaN], 4, 4e-6],
    ['an infinite first loss the same', [Infinity], 4, 4e-6],
    ['a first loss of zero the same', [0, 1, 2], 3, 3e-6],
    ['a normalised loss that overflows counts as 1e6', [1e-300, 1e300], 2, 1 + 1e-6],
    ['a finite one above 1e6 is itself', [1, 1e9], 2, 1 + 1e-9],
    ['no loss at all', [], 2, 2e-6],
  ])('%s', (_, losses, steps, value) => {
    expect(convergenceMeasure(Float64Array.from(losses), steps)).toBeCloseTo(value, 12);
  });

  it('looks at the last 20 losses alone for convergence, and sums all', () => {
    const late = [1, ...repeated(100, 30), ...repeated(0.5, 20)];
    expect(convergenceMeasure(Float64Array.from(late), late.length)).toBeCloseTo(-(1 + 3000 + 10));
    const early = [1, ...repeated(0.5, 30), ...repeated(2, 20)];
    expect(convergenceMeasure(Float64Array.from(early), early.length)).toBeCloseTo(1 + 60 + 10);
  });

  it('does not depend on the scale of the loss, up to rounding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: -20, max: 20 }),
        (losses, power) => {
          const scaled = losses.map((loss) => loss * 2 ** power);
          expect(convergenceMeasure(Float64Array.from(scaled), losses.length)).toBe(
            convergenceMeasure(Float64Array.from(losses), losses.length),
          );
        },
      ),
      { seed: 13 },
    );
  });

  it('agrees with the outcome wherever the end is off the start by more than the margin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (losses) => {
          const measure = convergenceMeasure(Float64Array.from(losses), losses.length);
          const outcome = outcomeAfter(finite(...losses));
          if (outcome === 'converged') expect(measure).toBeLessThan(0);
          if (outcome === 'diverged') expect(measure).toBeGreaterThan(0);
        },
      ),
      { seed: 14 },
    );
  });
});

describe('the record of a cell', () => {
  it('tells what was seen of one that stayed finite', () => {
    const record = recordAfter(finite(4, 0.5, 1), 3, 7);
    expect(record).toEqual({
      cell: 5,
      outcome: 'converged',
      firstBadStep: null,
      site: null,
      initialLoss: 4,
      finalLoss: 1,
      leastLoss: 0.5,
      measure: -1.375,
      steps: 3,
      milliseconds: 7,
      evaluated: true,
      error: null,
    });
  });

  it('tells where and when one broke; the least loss is the least finite one', () => {
    const record = recordAfter(bad([4, 8, -Infinity], 'loss', false), 10, 7);
    expect(record).toMatchObject({
      outcome: 'inf',
      firstBadStep: 2,
      site: 'loss',
      initialLoss: 4,
      finalLoss: -Infinity,
      leastLoss: 4,
      steps: 3,
    });
  });

  it('has no least loss where none was finite', () => {
    const record = recordAfter(bad([NaN], 'loss', true), 10, 0);
    expect(record).toMatchObject({ initialLoss: NaN, finalLoss: NaN, leastLoss: NaN, steps: 1 });
  });

  it('says why a cell failed', () => {
    expect(failedRecord(cell, 'it threw', 3)).toMatchObject({
      cell: 5,
      outcome: 'failed',
      steps: 0,
      error: 'it threw',
    });
  });
});
