// @ts-check
/**
 * `npm run published-maps [-- --grid 128 --only NAME,NAME]`: sweeps the six conditions of
 * Sohl-Dickstein 2024, and writes docs/published-maps.md with a picture of each. A finished run in
 * `runs/published-NAME-GRID` is taken as it is, an interrupted one goes on. Pictures need Chromium.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workspace } from '../run/brink.mjs';
import { exported } from '../run/exported.mjs';
import { sweptOrResumed } from '../run/swept.mjs';
import { conditions, sweepOptions } from './conditions.mjs';
import { publishedMapsPage, tallyOf } from './page.mjs';

const picture = join(workspace, 'tools/picture/main.mjs');
const docs = join(workspace, 'docs');

const { values } = parseArgs({
  options: { grid: { type: 'string', default: '128' }, only: { type: 'string' } },
});
const grid = Number(values.grid);
const only = values.only?.split(',');
const chosen = conditions.filter(({ scenario }) => only?.includes(scenario) ?? true);
if (!(Number.isSafeInteger(grid) && grid >= 8) || chosen.length === 0) {
  console.error(
    `published-maps: --grid must be a whole number from 8 up and --only a condition, got ${values.grid} and ${values.only}; the conditions are ${conditions.map(({ scenario }) => scenario).join(', ')}`,
  );
  process.exit(2);
}

/** @param {string} report @param {string} file */
function draw(report, file) {
  const args = [picture, report, '-o', file, '--by', 'measure', '--width', '760'];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`published-maps: '${args.join(' ')}' ended with ${status}`);
}

mkdirSync(join(docs, 'published'), { recursive: true });
const maps = chosen.map((condition) => {
  const { scenario, text } = condition;
  const options = sweepOptions(condition, grid);
  const directory = join(workspace, 'runs', `published-${scenario}-${grid}`);
  sweptOrResumed(directory, options);
  const file = join(docs, 'published', `${scenario}.png`);
  draw(join(directory, 'report.html'), file);
  const tally = tallyOf(
    exported(directory).map(({ measure }) => Number(measure)),
    grid,
  );
  return { scenario, text, command: `brink sweep ${options.join(' ')}`, tally };
});
if (only === undefined) {
  const command = `npm run published-maps${grid === 128 ? '' : ` -- --grid ${grid}`}`;
  writeFileSync(join(docs, 'published-maps.md'), publishedMapsPage(maps, command));
}
console.table(Object.fromEntries(maps.map(({ scenario, tally }) => [scenario, tally])));
