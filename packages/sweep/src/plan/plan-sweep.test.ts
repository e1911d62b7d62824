import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSpec } from '../spec/parse-spec.js';
import { leastSquares } from '../test-support/least-squares.js';
import { spacedValues } from './axis-values.js';
import { cellAt, nearestCell, numericAxes } from './cells.js';
import { planSweep, tileCellsFor } from './plan-sweep.js';
import type { SweepPlan } from './plan.js';

const planOf = (options: object, tileCells = 16): SweepPlan =>
  planSweep(parseSpec({ scenario: 'least-squares', ...options }), leastSquares, { tileCells });

describe('values of a range', () => {
  it('gives decades as they are written', () => {
    expect(spacedValues(1e-3, 1e3, 7, 'log')).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
    expect(spacedValues(0, 1, 11, 'linear')).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
  });

  it('takes the middle where there is one point', () => {
    expect(spacedValues(1e-2, 1e2, 1, 'log')).toEqual([1]);
    expect(spacedValues(-1, 3, 1, 'linear')).toEqual([1]);
  });

  it('has exact ends, rises, and is evenly spaced on its scale', () => {
    const bound = fc.double({ min: 1e-30, max: 1e30, noNaN: true });
    fc.assert(
      fc.property(
        bound,
        fc.double({ min: 1.5, max: 1e12, noNaN: true }),
        fc.integer({ min: 2, max: 200 }),
        fc.constantFrom('log' as const, 'linear' as const),
        (low, ratio, count, scale) => {
          const high = low * ratio;
          const values = spacedValues(low, high, count, scale);
          expect(values).toHaveLength(count);
          expect(values[0]).toBe(low);
          expect(values.at(-1)).toBe(high);
          values.forEach((value, index) => {
            if (index > 0) expect(value).toBeGreaterThan(values[index - 1]!);
            const t = index / (count - 1);
            const exact =
              scale === 'log' ? low * Math.pow(ratio, t) : low * (1 - t) + low * ratio * t;
            expect(Math.abs(value / exact - 1)).toBeLessThan(1e-12);
          });
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('which axes are swept', () => {
  const shapes = (options: object): Record<string, number> =>
    Object.fromEntries(planOf(options).axes.map(({ name, values }) => [name, values.length]));

  it('is the default ones where none is named', () => {
    expect(shapes({ grid: 4 })).toEqual({ lr: 4, shift: 4, features: 1, form: 1 });
    expect(shapes({})).toEqual({ lr: 64, shift: 64, features: 1, form: 1 });
  });

  it('is only the named ones where any is, in the order of the spec', () => {
    const plan = planOf({ axis: ['features=2,3', 'lr=1:2:log'], grid: 5 });
    expect(plan.axes.map(({ name, values }) => [name, values.length])).toEqual([
      ['features', 2],
      ['lr', 5],
      ['shift', 1],
      ['form', 1],
    ]);
  });

  it('is what the scenario sweeps, as far as it is not fixed, where only fixed ones are named', () => {
    const plan = planOf({ axis: ['lr=0.5', 'features=2'], grid: 3 });
    expect(plan.axes.map(({ name, values }) => [name, values])).toEqual([
      ['shift', [-1, 0, 1]],
      ['lr', [0.5]],
      ['features', [2]],
      ['form', ['squared']],
    ]);
  });

  it('gives each range its own number of points, lists none', () => {
    const plan = planOf({ axis: ['shift=0:1', 'form=log,squared', 'lr=1:10'], grid: '3x2' });
    expect(plan.axes.map(({ scale, values }) => [scale, values])).toEqual([
      ['linear', [0, 0.5, 1]],
      ['ordinal', ['log', 'squared']],
      ['log', [1, 10]],
      ['ordinal', [3]],
    ]);
  });

  it.each([
    [
      { axis: 'lrr=1' },
      "axis 'lrr' is not an axis of 'least-squares', got 'lrr'; did you mean 'lr'?",
    ],
    [{ axis: 'zzz=1' }, 'there is lr, shift, features, form'],
    [{ axis: 'features=2:5' }, 'takes a list of values, not a range, got 2:5; write features=2,3'],
    [{ axis: 'form=squared:log' }, "axis 'form' must start at a number"],
    [{ axis: 'features=99' }, "axis 'features'"],
    [{ axis: 'features=2.5' }, "axis 'features'"],
    [{ axis: 'form=cubic' }, "axis 'form'"],
    [{ axis: 'lr=word' }, "axis 'lr'"],
    [{ axis: 'lr=-1:1' }, "axis 'lr' on a log scale must be positive, got -1:1"],
    [{ axis: 'lr=1:2', grid: '4x4' }, 'grid must have one number for each of the 1 swept ranges'],
    [
      { axis: 'features=2,3', grid: '4x4' },
      'each of the 0 swept ranges, got 4x4; leave it out, or sweep a range too, as --axis lr=0.0001:10000:log --axis shift=-1:1:linear',
    ],
    [{ axis: 'lr=1:1.0000000000000002:linear', grid: 5 }, 'is too narrow for 5 different points'],
    [{ grid: '100000x100000' }, 'grid makes more than 16777216 cells, got 30000000000'],
    [{ variant: 'clippd' }, "got 'clippd'; did you mean 'clipped'?"],
  ])('%j is refused with the repair', (options, message) => {
    expect(() => planOf(options)).toThrow(message);
  });

  it('takes fixed for every variant but broken, where none has that name', () => {
    expect(planOf({ variant: 'fixed', grid: 2 }).variants).toEqual(['clipped', 'minibatches']);
    expect(planOf({ variant: 'clipped,broken', grid: 2 }).variants).toEqual(['broken', 'clipped']);
    expect(planOf({ grid: 2 }).variants).toEqual(['broken', 'clipped', 'minibatches']);
  });
});

describe('cells', () => {
  it('are numbered variants outermost, then the axes in order, the last fastest', () => {
    const plan = planOf({ axis: ['lr=1,2', 'features=2,3'], variant: 'broken,clipped', seed: 9 });
    expect(plan.cellCount).toBe(8);
    const brief = [0, 1, 2, 3, 4].map((index) => {
      const { variant, axes } = cellAt(plan, index);
      return [variant, axes.lr, axes.features];
    });
    expect(brief).toEqual([
      ['broken', 1, 2],
      ['broken', 1, 3],
      ['broken', 2, 2],
      ['broken', 2, 3],
      ['clipped', 1, 2],
    ]);
    expect(cellAt(plan, 7)).toEqual({
      index: 7,
      variant: 'clipped',
      axes: { lr: 2, features: 3, shift: 0, form: 'squared' },
      seed: 9,
    });
    expect(numericAxes(plan.axes, cellAt(plan, 7))).toEqual({ lr: 2, shift: 0 });
  });

  it.each([-1, 8, 1.5, NaN])('refuses the index %d', (index) => {
    const plan = planOf({ axis: ['lr=1,2', 'features=2,3'], variant: 'broken,clipped' });
    expect(() => cellAt(plan, index)).toThrow('take one from 0 to 7');
  });

  it('are found by their values, and by the nearest on the scale of a log axis', () => {
    const plan = planOf({ axis: ['lr=1e-2:1e2:log', 'features=2,3'], grid: 5 });
    for (let index = 0; index < plan.cellCount; index++) {
      const { variant, axes } = cellAt(plan, index);
      expect(nearestCell(plan, variant, axes)).toBe(index);
    }
    const near = cellAt(plan, nearestCell(plan, 'clipped', { lr: 4, features: '3' }));
    expect(near).toMatchObject({ variant: 'clipped', axes: { lr: 10, features: 3 } });
    expect(() => nearestCell(plan, 'clipped', { features: 4 })).toThrow('take one of 2, 3');
    expect(() => nearestCell(plan, 'clipped', { lrr: 4 })).toThrow("did you mean 'lr'?");
    expect(() => nearestCell(plan, 'fixed', {})).toThrow('is not in the run');
  });
});

describe('tiles', () => {
  it('hold every cell once, each tile cells of one program in rising order, whatever the sweep', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['lr=1:9', 'shift=0:1', 'features=2,3,4', 'form=log,squared']),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 40 }),
        (axis, grid, tileCells) => {
          const plan = planOf({ axis, grid }, tileCells);
          const seen = plan.tiles.flatMap(({ cells }) => cells);
          expect(seen.toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: plan.cellCount }, (_, index) => index),
          );
          plan.tiles.forEach(({ index, program, cells }, position) => {
            expect(index).toBe(position);
            expect(cells.length).toBeGreaterThan(0);
            expect(cells.length).toBeLessThanOrEqual(tileCells);
            expect(cells).toEqual(cells.toSorted((a, b) => a - b));
            for (const cell of cells) {
              const { variant, axes } = cellAt(plan, cell);
              expect(axes).toMatchObject(plan.programs[program]!.structural);
              expect(variant).toBe(plan.programs[program]!.variant);
            }
          });
          expect(planOf({ axis, grid }, tileCells)).toEqual(plan);
        },
      ),
      { seed: 12, numRuns: 60 },
    );
  });

  it('are distinct programs for distinct structural values only', () => {
    const plan = planOf({ axis: ['lr=1:9', 'features=2,3'], grid: 4, variant: 'broken' });
    expect(plan.programs).toEqual([
      { variant: 'broken', structural: { features: 2, form: 'squared' } },
      { variant: 'broken', structural: { features: 3, form: 'squared' } },
    ]);
  });

  it('are small enough for smooth progress and fill the lanes of a compiled engine', () => {
    for (const cells of [1, 100, 8192, 2 ** 24]) {
      expect(tileCellsFor('wasm', cells) % 16).toBe(0);
      expect(tileCellsFor('wasm', cells)).toBeLessThanOrEqual(512);
      expect(tileCellsFor('eager', cells)).toBeGreaterThanOrEqual(1);
      expect(tileCellsFor('eager', cells)).toBeLessThanOrEqual(16);
    }
  });
});
