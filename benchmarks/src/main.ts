/**
 * `npm run bench WORKLOAD`: cells per second side by side in one run.
 * `npm run bench compare A.json B.json`, `npm run bench report`.
 */
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { compared } from './compare.js';
import { measure } from './measure.js';
import { reportOf } from './report.js';
import { saved, textOf, type SavedResult } from './result.js';
import { workloads, type Workload } from './workloads/index.js';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const results = join(workspace, 'benchmarks', 'results');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as SavedResult;

await yargs(hideBin(process.argv))
  .scriptName('npm run bench --')
  .command(
    '$0 <workload>',
    'measure all contestants side by side',
    (command) =>
      command
        .positional('workload', {
          choices: Object.keys(workloads) as Workload['name'][],
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
      const file = out ?? join(results, `${workload}.json`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
      console.log(`saved in ${file}`);
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
    const names = Object.keys(workloads).map((name) => join(results, `${name}.json`));
    writeFileSync(join(workspace, 'docs', 'benchmarks.md'), reportOf(names.map(read)));
  })
  .strict()
  .demandCommand()
  .help()
  .parse();
