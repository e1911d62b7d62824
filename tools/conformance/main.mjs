// @ts-check
/**
 * `npm run conformance [-- --runs DIR --page FILE.md --grid N --all N --threads N]`: sweeps each map compiled
 * and on the reference (N points along each axis: --grid), and compiled and on every backend of plain
 * tfjs (--all), compares the outcomes of each with those of each other, runs single kernels on every
 * backend, and writes the page of the docs. Sweeps that DIR has already are taken as they are, those cut
 * short are resumed; where both grids are the same, so are their runs.
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
import { commandText, compiled, maps, reference, sweepOptions, ways } from './maps.mjs';
import { agreesAsWanted, conformancePage } from './page.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: join('runs', 'conformance') },
    page: { type: 'string', default: join('docs', 'conformance.md') },
    grid: { type: 'string', default: '64' },
    all: { type: 'string', default: '32' },
    threads: { type: 'string' },
  },
});

/** @param {'grid' | 'all'} option */
function pointsOf(option) {
  const points = Number(values[option]);
  if (Number.isSafeInteger(points) && points >= 4) return points;
  console.error(
    `conformance: --${option} must be a whole number from 4 up, got ${values[option]}; write --${option} 32`,
  );
  process.exit(2);
}
const [grid, all] = [pointsOf('grid'), pointsOf('all')];

function kernels() {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(workspace, 'apps', 'harness', 'dist', 'conformance', 'main.js')],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`conformance: the table of kernels ended with ${status}`);
  return stdout.trim();
}

/** @param {readonly import('./maps.mjs').Way[]} chosen @param {number} points along each axis */
function comparedBy(chosen, points) {
  return maps.map((map) => {
    const runs = chosen.map((way) => {
      const options = sweepOptions(map, way, points);
      const name = [map.scenario, points, map.steps, ...way.name.split(/\W+/)].join('-');
      const directory = resolve(workspace, values.runs, name);
      const command = commandText(options, way);
      console.log(command);
      const { environment } = way;
      sweptOrResumed(directory, options, { threads: values.threads, environment });
      return { way, command, rows: exported(directory) };
    });
    return {
      map,
      grid: points,
      commands: runs.map(({ command }) => command),
      pairs: compare(runs),
    };
  });
}

const wanted = comparedBy([compiled, reference], grid);
const mutual = comparedBy(ways, all);
writeFileSync(resolve(workspace, values.page), conformancePage(wanted, mutual, kernels()));
process.exitCode = wanted.every(agreesAsWanted) ? 0 : 1;
