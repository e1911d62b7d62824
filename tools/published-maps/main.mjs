// @ts-check
/**
 * `npm run published-maps [-- --grid 128 --window-grid 48 --only NAME,NAME]`: sweeps the six conditions
 * of Sohl-Dickstein 2024 and the richest window of each, and writes docs/published-maps.md with two
 * pictures of each. A finished run in `runs/published-NAME-GRID` is taken as it is, an interrupted one
 * goes on. Pictures need Chromium.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workspace } from '../run/brink.mjs';
import { exported } from '../run/exported.mjs';
import { sweptOrResumed } from '../run/swept.mjs';
import { boundaryOf, richestWindow, tallyOf } from './boundary.mjs';
import { conditions, sweepOptions } from './conditions.mjs';
import { publishedMapsPage } from './page.mjs';

const picture = join(workspace, 'tools/picture/main.mjs');
const docs = join(workspace, 'docs');

/** How much narrower the window of a map is than the map. */
const zoom = 8;

const { values } = parseArgs({
  options: {
    grid: { type: 'string', default: '128' },
    'window-grid': { type: 'string', default: '48' },
    only: { type: 'string' },
  },
});
const grid = Number(values.grid);
const windowGrid = Number(values['window-grid']);
const only = values.only?.split(',');
const chosen = conditions.filter(({ scenario }) => only?.includes(scenario) ?? true);
const fits = [grid, windowGrid].every((side) => Number.isSafeInteger(side) && side >= zoom);
if (!fits || chosen.length === 0) {
  console.error(
    `published-maps: --grid and --window-grid must be whole numbers from ${zoom} up and --only a condition, got ${values.grid}, ${values['window-grid']} and ${values.only}; the conditions are ${conditions.map(({ scenario }) => scenario).join(', ')}`,
  );
  process.exit(2);
}

/** @param {string} report @param {string} file */
function draw(report, file) {
  const args = [picture, report, '-o', file, '--by', 'measure', '--width', '760'];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`published-maps: '${args.join(' ')}' ended with ${status}`);
}

/**
 * Sweeps, unless that was done, draws, and counts.
 *
 * @param {string} name of the picture
 * @param {import('./conditions.mjs').Condition} condition
 * @param {number} side cells along an axis
 * @param {string} [run] what tells its run from others of that grid
 */
function mapOf(name, condition, side, run = name) {
  const options = sweepOptions(condition, side);
  const directory = join(workspace, 'runs', `published-${run}-${side}`);
  sweptOrResumed(directory, options);
  draw(join(directory, 'report.html'), join(docs, 'published', `${name}.png`));
  const rows = exported(directory);
  const measures = rows.map(({ measure }) => Number(measure));
  return {
    ...{ rows, measures },
    map: { command: `brink sweep ${options.join(' ')}`, tally: tallyOf(measures, side) },
  };
}

mkdirSync(join(docs, 'published'), { recursive: true });
const maps = chosen.map((condition) => {
  const { scenario, text, window } = condition;
  const whole = mapOf(scenario, condition, grid);
  const { from, to } = richestWindow(
    boundaryOf(whole.measures, grid),
    grid,
    Math.round(grid / zoom),
  );
  const corners = [from, to].map(({ row, column }) => whole.rows[row * grid + column]);
  const narrow = Object.fromEntries(
    Object.keys(window).map((axis) => [
      axis,
      `${corners.map((corner) => Number(Number(corner?.[axis]).toPrecision(6))).join(':')}:log`,
    ]),
  );
  const found = mapOf(
    `${scenario}-window`,
    { scenario, text, window: narrow },
    windowGrid,
    `${scenario}-window-of-${grid}`,
  );
  return { scenario, text, ...whole.map, window: found.map };
});
if (only === undefined) {
  const given = [
    ...(grid === 128 ? [] : ['--grid', grid]),
    ...(windowGrid === 48 ? [] : ['--window-grid', windowGrid]),
  ];
  const command = ['npm run published-maps', ...(given.length > 0 ? ['--', ...given] : [])].join(
    ' ',
  );
  writeFileSync(join(docs, 'published-maps.md'), publishedMapsPage(maps, command));
}
console.table(
  Object.fromEntries(
    maps.flatMap(({ scenario, tally, window }) => [
      [scenario, tally],
      [`${scenario}, window`, window.tally],
    ]),
  ),
);
