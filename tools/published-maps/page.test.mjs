import { expect, it } from 'vitest';
import { conditions, sweepOptions } from './conditions.mjs';
import { publishedMapsPage, tallyOf } from './page.mjs';

it('counts what converges, and the cells with a neighbour on the other side', () => {
  // Three columns: the second row is the last that converges.
  const measures = [-1, -1, -1, -1, -1, -1, 2, 2, 2, 2, 2, 2];
  expect(tallyOf(measures, 3)).toEqual({ cells: 12, converging: 6, boundary: 6 });
  expect(tallyOf([-1, 1, 1, 1], 2)).toEqual({ cells: 4, converging: 1, boundary: 3 });
  // The end of a row is no neighbour of the start of the next.
  expect(tallyOf([-1, -1, 1, 1], 4).boundary).toBe(2);
  expect(tallyOf([-1, -1, 1, 1], 1).boundary).toBe(2);
});

it('shows six conditions, each with its picture, its figures and its command', () => {
  const maps = conditions.map((condition) => ({
    ...condition,
    command: `brink sweep ${sweepOptions(condition, 16).join(' ')}`,
    tally: { cells: 256, converging: 100, boundary: 40 },
  }));
  expect(maps).toHaveLength(6);
  const page = publishedMapsPage(maps, 'npm run published-maps -- --grid 16');
  for (const { scenario } of maps) expect(page).toContain(`(published/${scenario}.png)`);
  expect(page).toContain('Of 256 cells 100 converge by the measure, and 40 have a neighbour');
  expect(page).toContain(
    '`brink sweep boundary-offset --axis offset=1e-2:1e2:log --axis lr=10:1e3:log --variant broken --grid 16`',
  );
});
