/**
 * Run in a process of its own, on the built package: opens a run for writing and appends the tiles
 * that it lacks, one for each line that it is sent, telling of each once it is stored.
 *
 *     node append-tiles.mjs DIRECTORY PLAN.json
 */
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createRun, openRun } from '../../dist/store/run-store.js';

const [directory, file] = process.argv.slice(2);
const { info, tiles } = JSON.parse(readFileSync(file, 'utf8'));
const store = existsSync(directory)
  ? await openRun(directory, { mode: 'write' })
  : await createRun(directory, info);
const lacking = tiles.filter(({ index }) => !store.finishedTiles().has(index));
process.stdout.write('ready\n');
for await (const _ of createInterface({ input: process.stdin })) {
  const { index, cells } = lacking.shift();
  await store.appendTile(index, cells.map(recordAt));
  process.stdout.write(`${index}\n`);
  if (lacking.length === 0) break;
}
await store.close();
process.stdin.destroy();

function recordAt(cell) {
  return {
    cell,
    outcome: cell % 3 === 0 ? 'nan' : 'converged',
    firstBadStep: cell % 3 === 0 ? cell : null,
    site: cell % 3 === 0 ? 'loss' : null,
    initialLoss: cell / 7,
    finalLoss: cell % 3 === 0 ? NaN : cell / 9,
    leastLoss: cell / 11,
    measure: cell / 13,
    steps: cell,
    milliseconds: Math.random(),
    evaluated: true,
    error: null,
  };
}
