/**
 * `npm run exhaustive [-- --only GROUP|NAME --stride N --through compiled|cpu|wasm --threads N --fresh --write]`:
 * every stable operation of one argument with its gradient, and every function of the compiler's maths
 * library, on every N-th of the 2^32 float32 numbers (N is 1 unless given). Prints a table of each
 * group, and with `--write` puts it into the documentation. What was tried is kept in `runs/exhaustive`, and
 * taken up again after an interruption. Exits with 1 where a result is of the wrong kind, 2 for wrong usage.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { useBackend } from '../backends/use-backend.js';
import { UsageError } from '../errors.js';
import { printError, printNote, printResult } from '../terminal.js';
import type { RangeTask } from './exhaustive.worker.js';
import { idOf, partsOf, type TriedFunction } from './functions.js';
import { optionsOf, type Options } from './options.js';
import { exhaustiveTable, mathsReadme, stableOpsPage, type Tried } from './page.js';
import { keyOf, Store } from './store.js';
import { rangesOf, type Verdicts } from './sweep-range.js';
import { joined } from './verdict.js';

/** Into how many ranges a function's numbers are cut: what an interruption may lose. */
const rangeCount = 64;
const secondsBetweenNotes = 10;

const workspace = fileURLToPath(new URL('../../../../', import.meta.url));

function optionsOrExit(): Options {
  try {
    return optionsOf(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    printError(error.message);
    process.exit(2);
  }
}

const options = optionsOrExit();
const { functions, whole, stride, way, threads, fresh, write } = options;
const directory = join(workspace, 'runs', 'exhaustive', `${way}-${stride}`);
const ranges = rangesOf(stride, rangeCount);
const from = performance.now();
await useBackend('cpu');
const stores = new Map<TriedFunction, Store>();
for (const one of functions) {
  const key = await keyOf(one, way, stride);
  stores.set(one, new Store(directory, one, key, ranges.length, fresh));
}

const all = functions.length * ranges.length;
const before = [...stores.values()].flatMap((store) => store.ranges).filter(Boolean).length;
let done = before;
let current = '';
function note(): void {
  const seconds = (performance.now() - from) / 1000;
  const left =
    done === before ? '' : `, ${((seconds / (done - before)) * (all - done)).toFixed(0)} s left`;
  printNote(`exhaustive: ${done} of ${all} ranges${current}, ${seconds.toFixed(0)} s${left}`);
}
const timer = setInterval(note, secondsBetweenNotes * 1000);
timer.unref();

const pool = new Piscina<RangeTask, Verdicts>({
  filename: fileURLToPath(new URL('exhaustive.worker.js', import.meta.url)),
  minThreads: threads,
  maxThreads: threads,
});
await Promise.all(
  functions.flatMap((one) =>
    ranges.map(async (range, at) => {
      const store = stores.get(one)!;
      if (store.ranges[at] !== null) return;
      store.put(at, await pool.run({ id: idOf(one), way, range }));
      current = `, ${idOf(one)}`;
      done++;
    }),
  ),
);
clearInterval(timer);
note();
await pool.destroy();

function triedOf(one: TriedFunction): Tried {
  const verdicts = partsOf(one).map(
    (part) =>
      [
        part,
        stores
          .get(one)!
          .ranges.map((range) => range![part]!)
          .reduce(joined),
      ] as const,
  );
  return { one, verdicts: Object.fromEntries(verdicts) };
}
const tried = functions.map(triedOf);
for (const group of ['stable-ops', 'maths'] as const) {
  const ofGroup = tried.filter(({ one }) => one.group === group);
  if (ofGroup.length > 0) printResult(`\n${exhaustiveTable(ofGroup)}`);
}

function writePage(name: string, page: (before: string) => string): void {
  const file = join(workspace, name);
  writeFileSync(file, page(readFileSync(file, 'utf8')));
  spawnSync('npx', ['prettier', '--log-level', 'warn', '--write', file], {
    cwd: workspace,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  printNote(`exhaustive: wrote ${name}`);
}

if (write) {
  const words = [
    ...(stride === 1 ? [] : [`--stride ${stride}`]),
    ...(way === 'compiled' ? [] : [`--through ${way}`]),
  ];
  const conditions = {
    command: `npm run exhaustive${words.length > 0 ? ` -- ${words.join(' ')}` : ''}`,
    stride,
    way,
  };
  const of = (group: string) => tried.filter(({ one }) => one.group === group);
  if (whole.includes('stable-ops'))
    writePage(join('docs', 'stable-ops.md'), () => stableOpsPage(of('stable-ops'), conditions));
  if (whole.includes('maths'))
    writePage(join('packages', 'compiler', 'src', 'maths', 'README.md'), (readme) =>
      mathsReadme(readme, of('maths'), conditions),
    );
}
const wrong = tried.some(({ verdicts }) =>
  Object.values(verdicts).some(({ wrongKind }) => wrongKind > 0),
);
process.exitCode = wrong ? 1 : 0;
