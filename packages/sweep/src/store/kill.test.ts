import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRun } from '../export-run.js';
import { smallRun } from '../test-support/run-info.js';
import { openRun } from './run-store.js';

const script = fileURLToPath(new URL('../test-support/append-tiles.mjs', import.meta.url));
const { plan, info } = smallRun({ grid: 40 });
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brink-kill-'));
  await writeFile(join(folder, 'plan.json'), JSON.stringify({ info, tiles: plan.tiles }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A process that appends a tile for each line that it is sent, and tells of it. */
function writer(directory: string): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, [script, directory, join(folder, 'plan.json')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Appends until all is stored, or until the process is killed while it stores the tile after `killAt`; the tiles told of. */
async function append(directory: string, killAt: number): Promise<readonly number[]> {
  const child = writer(directory);
  // A line that comes after the end has nobody to read it.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close');
  const told: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'ready') told.push(Number(line));
    child.stdin.write('next\n');
    if (told.length === killAt) child.kill('SIGKILL');
  }
  const [code] = (await ended) as [number | null];
  expect(code).toBe(killAt === Infinity ? 0 : null);
  return told;
}

async function csvOf(directory: string): Promise<string> {
  const store = await openRun(directory, { mode: 'read' });
  const file = join(folder, 'cells.csv');
  await exportRun(store, 'csv', file);
  await store.close();
  return readFile(file, 'utf8');
}

describe('a writer that is killed with -9', () => {
  it('loses no tile that it told of, keeps none in part, and ends with the same cells after resumes', async () => {
    const left = join(folder, 'left-alone');
    expect(await append(left, Infinity)).toHaveLength(plan.tiles.length);

    const killed = join(folder, 'killed');
    const told = new Set<number>();
    for (const killAt of [1, 3, 12]) {
      for (const tile of await append(killed, killAt)) {
        // A tile that is told of again would have been run twice.
        expect(told.has(tile)).toBe(false);
        told.add(tile);
      }
      const store = await openRun(killed, { mode: 'read' });
      const finished = store.finishedTiles();
      for (const tile of told) expect(finished.has(tile)).toBe(true);
      const cells = plan.tiles.filter(({ index }) => finished.has(index)).flatMap((t) => t.cells);
      expect((await store.records()).map(({ cell }) => cell)).toEqual(
        cells.toSorted((a, b) => a - b),
      );
      await store.close();
      // One that was stored but not told of before the kill is not run again either.
      for (const tile of finished) told.add(tile);
    }
    await append(killed, Infinity);
    expect(await csvOf(killed)).toBe(await csvOf(left));
  });

  it('keeps other processes out while it lives, and says who it is', async () => {
    const directory = join(folder, 'held');
    const child = writer(directory);
    const ended = once(child, 'close');
    // It waits for its first line, so it is there while this process looks.
    await once(child.stdout, 'data');
    await expect(openRun(directory, { mode: 'read' })).rejects.toThrow(
      `is being written by another process`,
    );
    await expect(openRun(directory, { mode: 'write' })).rejects.toThrow(`PID ${child.pid}`);
    child.kill('SIGKILL');
    await ended;
    await (await openRun(directory, { mode: 'write' })).close();
  });
});
