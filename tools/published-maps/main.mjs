// @ts-check
/**
 * `npm run published-maps [-- --grid 128 --only NAME,NAME]`: sweeps the six conditions of
 * Sohl-Dickstein 2024, and writes docs/published-maps.md with a picture of each. A finished run in
 * `runs/published-NAME-GRID` is taken as it is, an interrupted one goes on. Pictures need Chromium.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brink, exported } from '../agreement/exported.mjs';
import { conditions, sweepOptions } from './conditions.mjs';
import { publishedMapsPage, tallyOf } from './page.mjs';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
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

/** @param {readonly string[]} args */
function run(args) {
  const { status } = spawnSync(process.execPath, [...args], { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`published-maps: '${args.join(' ')}' ended with ${status}`);
  process.exit(1);
}

mkdirSync(join(docs, 'published'), { recursive: true });
const maps = chosen.map((condition) => {
  const { scenario, text } = condition;
  const options = sweepOptions(condition, grid);
  const directory = join(workspace, 'runs', `published-${scenario}-${grid}`);
  if (existsSync(directory)) run([brink, 'resume', directory]);
  else run([brink, 'sweep', ...options, '--out', directory]);
  const file = join(docs, 'published', `${scenario}.png`);
  const report = join(directory, 'report.html');
  run([picture, report, '-o', file, '--by', 'measure', '--width', '760']);
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
