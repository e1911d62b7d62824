// @ts-check
/**
 * `npm start`: builds Brink, sweeps three scenarios as broken and as fixed, and says what was
 * cured and where the reports are. Within two minutes on two cores.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const brink = join(workspace, 'apps', 'harness', 'bin', 'brink.js');

/** What is swept: the options of `brink sweep`. */
const sweeps = [
  { scenario: 'unscaled-features', options: ['--grid', '40x32'] },
  {
    scenario: 'rnn-long-sequence',
    options: [
      '--axis',
      'seqLen=5,20,80',
      '--axis',
      'lr=1e-3:1e2:log',
      '--axis',
      'initScale=0.1:10:log',
      '--grid',
      '16x16',
    ],
  },
  { scenario: 'tanh-mlp', options: ['--grid', '40x30'] },
];

/**
 * @param {string} what
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(what, command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: workspace,
    stdio: 'inherit',
    env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' },
  });
  if (error === undefined && status === 0) return;
  console.error(`npm start: ${what} failed${error === undefined ? '' : ` (${error.message})`}`);
  process.exit(status ?? 1);
}

const from = Date.now();
const time = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
console.log('Building ...');
run('the build', 'npx', ['nx', 'build', 'brink', '--outputStyle=static', '--skipNxCache=false']);
for (const { scenario, options } of sweeps) {
  console.log(`\n== ${scenario}\n`);
  const out = join('runs', `start-${time}`, scenario);
  run(scenario, process.execPath, [brink, 'sweep', scenario, ...options, '--out', out]);
}
console.log(
  `\nDone in ${Math.round((Date.now() - from) / 1000)} s. Open a report in a browser; then sweep your own:`,
);
console.log('  npx brink sweep ./my-scenario.ts');
