/**
 * `npm run exhaustive -- [--function NAME] [--stride N]`: every function of one argument in
 * float32 on every N-th of the 2^32 numbers (N is 1 unless given), and the largest errors. Functions
 * are shared between two threads; how far each has come is told on stderr.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { UnaryFunction } from './references.js';
import { UNARY_FUNCTIONS } from './references.js';
import type { Worst } from './sweep.js';

const { values } = parseArgs({
  options: { function: { type: 'string', multiple: true }, stride: { type: 'string' } },
});
const stride = Number(values.stride ?? 1);
if (!Number.isInteger(stride) || stride < 1)
  throw new RangeError(
    `exhaustive: --stride must be a whole number from 1 up, got ${String(values.stride)}`,
  );
const known = new Set<string>(UNARY_FUNCTIONS);
const names = values.function ?? UNARY_FUNCTIONS;
for (const name of names)
  if (!known.has(name))
    throw new RangeError(
      `exhaustive: --function '${name}' is none of ${UNARY_FUNCTIONS.join(', ')}`,
    );

/** What a thread tells of the function that it was given. */
export type Told =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly worst: Worst };

const threads = 2;
const waiting = [...(names as readonly UnaryFunction[])];
const from = performance.now();
const seconds = (): string => ((performance.now() - from) / 1000).toFixed(0);

/** Tries one function in a thread of its own. */
function tried(name: UnaryFunction): Promise<Worst> {
  const worker = new Worker(new URL('./exhaustive.worker.js', import.meta.url), {
    workerData: { name, stride },
  });
  let tenths = 0;
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (told: Told) => {
      if (told.kind === 'done') resolve(told.worst);
      else if (told.share * 10 >= tenths + 1) {
        tenths = Math.floor(told.share * 10);
        process.stderr.write(`${name}: ${tenths * 10} % after ${seconds()} s\n`);
      }
    });
  });
}

async function work(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const worst = await tried(name);
    const cells = [name, worst.tried, worst.error.toFixed(3), worst.at];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
}

process.stdout.write(
  '| function | numbers tried | largest error (units in the last place) | at |\n|---|---|---|---|\n',
);
await Promise.all(Array.from({ length: threads }, work));
