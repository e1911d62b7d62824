import { describe, expect, it } from 'vitest';
import type { ReportAxis } from '@brink/sweep';
import { arrange, rearrange } from './arrangement.js';
import { cellAt, gridOf, isContinuous, placeOf } from './grid.js';
import { integerAxis, inventRun, logAxis } from './test-support/invented-run.js';

const lr = logAxis('lr', 1e-3, 1e3, 8);
const scale = logAxis('initScale', 0.1, 10, 6);
const beta = logAxis('beta', 1, 2, 30);
const length = integerAxis('seqLen', [5, 20, 50]);

describe('arrange', () => {
  it.each<[string, ReportAxis[], ReturnType<typeof arrange>]>([
    ['two numeric axes', [lr, scale], { across: 0, up: 1, facet: null, held: [] }],
    ['a structural axis in facets', [length, lr, scale], { across: 1, up: 2, facet: 0, held: [] }],
    [
      'a structural axis up where it is the second',
      [length, lr],
      { across: 1, up: 0, facet: null, held: [] },
    ],
    ['one axis as a strip', [lr], { across: 0, up: null, facet: null, held: [] }],
    ['no axis', [], { across: null, up: null, facet: null, held: [] }],
    [
      'a further numeric axis held',
      [lr, scale, beta, length],
      { across: 0, up: 1, facet: 3, held: [2] },
    ],
    [
      'an axis of too many values held',
      [lr, scale, beta],
      { across: 0, up: 1, facet: null, held: [2] },
    ],
  ])('shows %s', (_, axes, expected) => {
    expect(arrange(axes)).toEqual(expected);
  });

  it('holds what the reader did not choose', () => {
    expect(rearrange([lr, scale, beta, length], { across: 3, up: 0, facet: null }).held).toEqual([
      1, 2,
    ]);
  });
});

describe('the grid', () => {
  it('finds a cell by its place and the place by its cell', () => {
    const run = inventRun({ axes: [lr, length, scale] });
    const grid = gridOf(run);
    expect(cellAt(grid, 1, [7, 2, 5])).toBe(run.cells.outcome.length - 1);
    expect(cellAt(grid, 0, [0, 0, 1])).toBe(1);
    for (const cell of [0, 1, 100, 143, 144, 200, 287]) {
      const { variant, places } = placeOf(grid, cell);
      expect(cellAt(grid, variant, places)).toBe(cell);
    }
  });

  it('takes an axis for continuous only where its values are evenly spaced on its scale', () => {
    expect(isContinuous(lr)).toBe(true);
    expect(isContinuous({ ...lr, scale: 'linear' })).toBe(false);
    expect(isContinuous({ ...lr, values: [1, 10, 1000] })).toBe(false);
    expect(isContinuous({ ...lr, values: [1] })).toBe(false);
    expect(isContinuous(length)).toBe(false);
  });
});
