/**
 * `npm run bench WORKLOAD`: cells per second side by side in one run.
 * `npm run bench stable-ops`: the stable operations beside the naive formulas, backend by backend.
 * `npm run bench detectors`: what watching a training costs, beside other ways and blame.
 * `npm run bench compare A.json B.json`, `npm run bench report`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { compared } from './compare.js';
import { measureDetectors } from './detectors/measure.js';
import { detectorsText, type DetectorsResult } from './detectors/result.js';
import { measure } from './measure.js';
import { reportOf } from './report.js';
import { saved, textOf, type SavedResult } from './result.js';
import { whys } from './stable-ops/cases.js';
import { measureStableOps } from './stable-ops/measure.js';
import { stableOpsText, type StableOpsResult } from './stable-ops/result.js';
import { workloads } from './workloads/index.js';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const results = join(workspace, 'benchmarks', 'results');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as SavedResult;
const stableOpsFile = join(results, 'stable-ops.json');
const detectorsFile = join(results, 'detectors.json');

function save(result: unknown, file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`saved in ${file}`);
}

await yargs(hideBin(process.argv))
  .scriptName('npm run bench --')
  .command(
    '$0 <workload>',
    'measure all contestants side by side',
    (command) =>
      command
        .positional('workload', {
          choices: Object.keys(workloads) as (keyof typeof workloads)[],
          demandOption: true,
        })
        .option('rounds', { type: 'number', default: 3, describe: 'turns of each contestant' })
        .option('seconds', { type: 'number', default: 4, describe: 'the length of a turn' })
        .option('only', {
          type: 'string',
          array: true,
          default: [] as string[],
          describe: 'names of contestants',
        })
        .option('out', {
          type: 'string',
          describe: 'where the JSON goes; results/WORKLOAD.json by default',
        }),
    async ({ workload, rounds, seconds, only, out }) => {
      const result = saved(await measure(workloads[workload], { rounds, seconds, only }));
      console.log(textOf(result));
      save(result, out ?? join(results, `${workload}.json`));
    },
  )
  .command(
    'stable-ops',
    'each stable operation beside its naive formula and the one of tfjs',
    (command) =>
      command
        .option('rounds', { type: 'number', default: 5, describe: 'turns of each function' })
        .option('out', {
          type: 'string',
          default: stableOpsFile,
          describe: 'where the JSON goes',
        }),
    ({ rounds, out }) => {
      const result = measureStableOps(rounds);
      console.log(stableOpsText(result, whys));
      save(result, out);
    },
  )
  .command(
    'detectors',
    'a step under watch beside the bare step, a loss check, debug mode and blame',
    (command) =>
      command
        .option('backend', {
          choices: ['tensorflow', 'wasm', 'cpu'] as const,
          default: 'tensorflow' as const,
          describe: 'the tfjs backend',
        })
        .option('rounds', {
          type: 'number',
          default: 121,
          describe: 'turns of each way; debug mode and blame take a twentieth',
        })
        .option('steps', { type: 'number', default: 40, describe: 'steps of a turn' })
        .option('out', { type: 'string', default: detectorsFile, describe: 'where the JSON goes' }),
    ({ backend, rounds, steps, out }) => {
      const result = measureDetectors(backend, rounds, steps);
      console.log(detectorsText(result));
      save(result, out);
    },
  )
  .command(
    'compare <before> <after>',
    'two saved results, contestant by contestant',
    (command) =>
      command
        .positional('before', { type: 'string', demandOption: true })
        .positional('after', { type: 'string', demandOption: true }),
    ({ before, after }) => {
      console.log(compared(read(before), read(after)));
    },
  )
  .command('report', 'write docs/benchmarks.md from the saved results', {}, () => {
    const found = <Saved>(file: string) =>
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Saved) : null;
    const measured = Object.keys(workloads).map(
      (name) => [name, found<SavedResult>(join(results, `${name}.json`))] as const,
    );
    const page = reportOf(
      Object.fromEntries(measured),
      found<StableOpsResult>(stableOpsFile),
      found<DetectorsResult>(detectorsFile),
    );
    writeFileSync(join(workspace, 'docs', 'benchmarks.md'), page);
  })
  .strict()
  .demandCommand()
  .help()
  .parse();
