import { describe, expect, it } from 'vitest';
import { colouringOf, colourings } from './colouring.js';
import { styleOf } from './outcomes.js';
import { inventRun, logAxis } from './test-support/invented-run.js';

const run = inventRun({
  axes: [logAxis('lr', 1e-3, 1e3, 24), logAxis('initScale', 0.01, 100, 24)],
  interruptedAt: 1000,
});
const { outcome, firstBadStep, finalLoss, measure } = run.cells;
const cellsWhere = (accept: (cell: number) => boolean) =>
  outcome.map((_, cell) => cell).filter(accept);

const byName = Object.fromEntries(colourings.map((name) => [name, colouringOf(run, name)]));

function rampPlace(name: (typeof colourings)[number], cell: number): number {
  const colour = byName[name]!.colourOf(cell);
  if (colour.kind !== 'ramp') throw new Error(`cell ${String(cell)} is ${colour.kind}`);
  return colour.at;
}

describe('colourings', () => {
  it.each(colourings)('by %s leave cells that were not run blank, and say so', (name) => {
    const colouring = colouringOf(run, name);
    expect(colouring.colourOf(1100)).toEqual({ kind: 'blank' });
    expect(colouring.swatches.at(-1)).toEqual({ label: 'not run', colour: null });
  });

  it.each(colourings)(
    'by %s keep to the ramp, whose ticks stand at the places of their values',
    (name) => {
      const colouring = colouringOf(run, name);
      for (const cell of cellsWhere(() => true)) {
        const colour = colouring.colourOf(cell);
        if (colour.kind !== 'ramp') continue;
        expect(colouring.ramps[colour.ramp]).toBeDefined();
        expect(colour.at).toBeGreaterThanOrEqual(0);
        expect(colour.at).toBeLessThanOrEqual(1);
      }
      for (const ramp of colouring.ramps)
        expect(new Set(ramp.ticks.map(({ at }) => at)).size).toBe(ramp.ticks.length);
    },
  );

  it('by outcome gives each cell the colour of its outcome', () => {
    const colouring = colouringOf(run, 'outcome');
    for (const cell of [0, 5, 100, 575, 600])
      expect(colouring.colourOf(cell)).toEqual({
        kind: 'flat',
        colour: styleOf(outcome[cell]!).colour,
      });
    expect(colouring.ramps).toEqual([]);
  });

  it('by first bad step rises with the step, and greys what stayed finite', () => {
    const bad = cellsWhere((cell) => (firstBadStep[cell] ?? null) !== null).sort(
      (a, b) => firstBadStep[a]! - firstBadStep[b]!,
    );
    const places = bad.map((cell) => rampPlace('firstBadStep', cell));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const fine = cellsWhere((cell) => outcome[cell] === 'converged')[0]!;
    expect(colouringOf(run, 'firstBadStep').colourOf(fine)).toEqual({
      kind: 'flat',
      colour: '#dcdcdc',
    });
  });

  it('by final loss tells NaN from Inf beside the ramp', () => {
    const colouring = colouringOf(run, 'finalLoss');
    const nan = cellsWhere((cell) => outcome[cell] === 'nan')[0]!;
    const inf = cellsWhere((cell) => outcome[cell] === 'inf')[0]!;
    expect(colouring.colourOf(nan)).not.toEqual(colouring.colourOf(inf));
    expect(colouring.swatches.map(({ label }) => label)).toEqual([
      'Inf',
      'NaN',
      'failed',
      'not run',
    ]);
    const finite = cellsWhere(
      (cell) => Number.isFinite(finalLoss[cell]) && outcome[cell] !== 'failed',
    ).sort((a, b) => finalLoss[a]! - finalLoss[b]!);
    const places = finite.map((cell) => rampPlace('finalLoss', cell));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBe(1);
  });

  it('by measure is lightest on both sides of the boundary', () => {
    const order = (accept: (value: number) => boolean) =>
      cellsWhere((cell) => accept(measure[cell]!) && outcome[cell] !== 'failed')
        .sort((a, b) => measure[a]! - measure[b]!)
        .map((cell) => rampPlace('measure', cell));
    const below = order((value) => value <= 0);
    const above = order((value) => value > 0);
    expect(below).toEqual([...below].sort((a, b) => a - b));
    expect(above).toEqual([...above].sort((a, b) => b - a));
  });

  it('hold where every value is the same, negative, or missing', () => {
    const count = outcome.length;
    for (const value of [1, 0, -2, NaN, Infinity]) {
      const flat = {
        ...run,
        cells: {
          ...run.cells,
          finalLoss: Array<number>(count).fill(value),
          measure: Array<number>(count).fill(value),
        },
      };
      for (const name of colourings) {
        const colour = colouringOf(flat, name).colourOf(0);
        if (colour.kind === 'ramp') expect(colour.at).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
