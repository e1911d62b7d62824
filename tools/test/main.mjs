// @ts-check
/**
 * `npm test`: builds, runs every project's tests, and says what was not tested because an optional
 * part is not on this machine. With BRINK_EVERYTHING=1 a skipped test is a failure.
 *
 * The last line is `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { summarise } from './summary.mjs';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const everything = process.env.BRINK_EVERYTHING === '1';

/** Projects with tests, by the file that the inferred target looks for. */
const projects = ['packages', 'apps']
  .flatMap((folder) =>
    readdirSync(join(workspace, folder)).map((name) => join(workspace, folder, name)),
  )
  .concat([join(workspace, 'tools'), join(workspace, 'benchmarks')])
  .filter((folder) => existsSync(join(folder, 'vitest.config.mjs')));

for (const folder of projects) rmSync(join(folder, 'test-results.json'), { force: true });

const built = nx('build');
const tested = built && nx('test');
const summary = summarise(
  projects.map((folder) => {
    const file = join(folder, 'test-results.json');
    return {
      project: folder.slice(workspace.length + 1),
      results: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null,
    };
  }),
);

for (const line of summary.lines) console.log(line);
if (!built) console.log('The build failed: see above.');
const failed = !tested || summary.failed > 0 || (everything && summary.skipped > 0);
if (everything && summary.skipped > 0)
  console.log('Every optional part was asked for, and tests were skipped.');
console.log(`${summary.passed} passed, ${summary.failed} failed, ${summary.skipped} skipped`);
process.exitCode = failed ? 1 : 0;

/** @param {string} target */
function nx(target) {
  const { status } = spawnSync(
    'npx',
    ['nx', 'run-many', '-t', target, '--parallel=2', '--outputStyle=stream'],
    {
      cwd: workspace,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' },
    },
  );
  return status === 0;
}
