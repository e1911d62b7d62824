// @ts-check
/**
 * `npm run conformance [-- --runs DIR --page FILE.md --grid N --threads N]`: sweeps each map compiled and
 * on every backend of plain tfjs, compares the outcomes of each with those of each other, runs single
 * kernels on every backend, and writes the page of the docs. Sweeps that DIR has already are taken as
 * they are, those cut short are resumed.
 * Exit code 0 where every compiled map agrees with the reference as wanted (page.mjs), 1 where one does not.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workspace } from '../run/brink.mjs';
import { exported } from '../run/exported.mjs';
import { sweptOrResumed } from '../run/swept.mjs';
import { compare } from './compare.mjs';
import { commandText, maps, sweepOptions, ways } from './maps.mjs';
import { agreesAsWanted, conformancePage } from './page.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: join('runs', 'conformance') },
    page: { type: 'string', default: join('docs', 'conformance.md') },
    grid: { type: 'string', default: '64' },
    threads: { type: 'string' },
  },
});
const grid = Number(values.grid);
if (!(Number.isSafeInteger(grid) && grid >= 4)) {
  console.error(`conformance: --grid must be a whole number from 4 up, got ${values.grid}`);
  process.exit(2);
}

function kernels() {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(workspace, 'apps', 'harness', 'dist', 'conformance', 'main.js')],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`conformance: the table of kernels ended with ${status}`);
  return stdout.trim();
}

const compared = maps.map((map) => {
  const runs = ways.map((way) => {
    const options = sweepOptions(map, way, grid);
    const name = [map.scenario, grid, map.steps, ...way.name.split(/\W+/)].join('-');
    const directory = resolve(workspace, values.runs, name);
    console.log(commandText(options, way));
    sweptOrResumed(directory, options, { threads: values.threads, environment: way.environment });
    return { way, command: commandText(options, way), rows: exported(directory) };
  });
  return { map, grid, commands: runs.map(({ command }) => command), pairs: compare(runs) };
});
writeFileSync(resolve(workspace, values.page), conformancePage(compared, kernels()));
process.exitCode = compared.every(agreesAsWanted) ? 0 : 1;
