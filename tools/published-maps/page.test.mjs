import { expect, it } from 'vitest';
import { conditions, sweepOptions } from './conditions.mjs';
import { publishedMapsPage } from './page.mjs';

it('shows six conditions, each with its picture, its figures and its command', () => {
  const maps = conditions.map((condition) => ({
    ...condition,
    command: `brink sweep ${sweepOptions(condition, 16).join(' ')}`,
    tally: { cells: 256, converging: 100, boundary: 40 },
    window: {
      command: 'brink sweep a narrower range',
      tally: { cells: 64, converging: 30, boundary: 20 },
    },
  }));
  expect(maps).toHaveLength(6);
  const page = publishedMapsPage(maps, 'npm run published-maps -- --grid 16');
  for (const { scenario } of maps) {
    expect(page).toContain(`(published/${scenario}.png)`);
    expect(page).toContain(`(published/${scenario}-window.png)`);
  }
  expect(page).toContain('20 have a neighbour on the other side. `brink sweep a narrower range`');
  expect(page).toContain('Of 256 cells 100 converge by the measure, and 40 have a neighbour');
  expect(page).toContain(
    '`brink sweep boundary-offset --axis offset=1e-2:1e2:log --axis lr=10:1e3:log --variant broken --grid 16`',
  );
});
