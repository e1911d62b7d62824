// @ts-check
/**
 * `npm run conformance [-- --runs DIR --page FILE.md --threads N]`: sweeps each map compiled and in
 * plain tfjs, compares the outcomes, runs single kernels on every backend, and writes the page of the
 * docs. Sweeps that DIR has already are taken as they are, those cut short are resumed.
 * Exit code 0 where every map agrees as wanted (page.mjs), 1 where one does not.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { agreementOf, agreementText, breakingAsOne } from '../agreement/agreement.mjs';
import { brink, exported } from '../agreement/exported.mjs';
import { maps, sweepArguments } from './maps.mjs';
import { conformancePage, wanted } from './page.mjs';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: join('runs', 'conformance') },
    page: { type: 'string', default: join('docs', 'conformance.md') },
    threads: { type: 'string' },
  },
});
const grid = 64;

/** @param {readonly string[]} args @returns {string} what it printed */
function node(...args) {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: workspace,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`conformance: node ${args.join(' ')} ended with ${status}`);
  return stdout;
}

/** @param {import('./maps.mjs').ComparedMap} map @param {'wasm' | 'eager'} engine */
function swept(map, engine) {
  const out = join(values.runs, `${map.scenario}-${engine}`);
  const args = sweepArguments(map, engine, { grid });
  const threads = values.threads === undefined ? [] : ['--threads', values.threads];
  if (existsSync(join(workspace, out, 'run.json'))) node(brink, 'resume', out);
  else node(brink, ...args, ...threads, '--out', out);
  return { out, command: ['brink', ...args].join(' ') };
}

const compared = maps.map((map) => {
  const [compiled, eager] = [swept(map, 'wasm'), swept(map, 'eager')];
  const [ours, reference] = [exported(compiled.out), exported(eager.out)];
  const agreement = agreementOf(ours, reference);
  const breaking = agreementOf(breakingAsOne(ours), breakingAsOne(reference));
  console.log(`${map.scenario}: ${agreementText(agreement)}`);
  return { map, grid, commands: [compiled.command, eager.command], agreement, breaking };
});
const kernels = node(join('apps', 'harness', 'dist', 'conformance', 'main.js'));
writeFileSync(join(workspace, values.page), conformancePage(compared, kernels.trim()));
process.exitCode = compared.every(({ breaking }) => breaking.inside.share >= wanted) ? 0 : 1;
