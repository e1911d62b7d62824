import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brink, startBrink, type Started } from '../test-support/brink.js';
import { createFolder, leastSquares, type Folder } from '../test-support/scenario-files.js';

/** So that a sweep lasts long enough to be interrupted; it costs no processor time. */
const slowly = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4);';

const sweep = ['sweep', './slow.mjs', '--grid', '8x6', '--steps', '4', '--engine', 'eager'];

/** What is on the disk of a run's cells; it changes whenever a tile is stored. */
function storedBytes(run: string): string {
  if (!existsSync(run)) return '';
  const files = readdirSync(run).filter((name) => name.startsWith('cells.duckdb'));
  return files.map((name) => `${name} ${statSync(join(run, name)).size}`).join();
}

/** Waits until the run has grown some times. */
async function growth(run: string, times: number, { child }: Started): Promise<void> {
  let last = storedBytes(run);
  for (let seen = 0; seen < times && child.exitCode === null;) {
    await sleep(5);
    const now = storedBytes(run);
    if (now !== last) seen++;
    last = now;
  }
}

describe('brink resume', () => {
  let folder: Folder;
  let expected: string;
  const csvOf = async (run: string) => (await brink(['export', run])).stdout;
  beforeAll(async () => {
    folder = createFolder();
    folder.file('slow.mjs', leastSquares({ typed: false, before: slowly }));
    const run = join(folder.path, 'undisturbed');
    await brink([...sweep, '--threads', '2', '--out', run], { cwd: folder.path });
    expected = await csvOf(run);
    expect(expected.split('\n')).toHaveLength(1 + 96 + 1);
  });
  afterAll(() => folder.remove());

  it('ends with the same bytes after kill -9 at several instants', async () => {
    const run = join(folder.path, 'killed');
    for (const [args, grown] of [
      [[...sweep, '--threads', '2', '--out', run], 3],
      [['resume', run], 6],
      [['resume', run], 9],
    ] as const) {
      const started = startBrink(args, { cwd: folder.path });
      await growth(run, grown, started);
      started.child.kill('SIGKILL');
      expect((await started.finished).signal).toBe('SIGKILL');
    }
    const before = (await csvOf(run)).split('\n');
    // Something was stored, something was missing, and what is stored is right.
    expect(before.length).toBeGreaterThan(2);
    expect(before.length).toBeLessThan(98);
    for (const row of before) expect(expected).toContain(row);

    const resumed = await brink(['resume', run, '--threads', '1'], { cwd: '/' });
    expect(resumed.code).toBe(0);
    expect(await csvOf(run)).toBe(expected);
  });

  it.each([
    ['SIGTERM', 1],
    ['SIGTERM', 8],
    ['SIGINT', 8],
  ] as const)(
    'goes on after %s when it has grown %i times, which says how',
    async (signal, grown) => {
      const run = join(folder.path, `${signal}-${grown}`);
      const started = startBrink([...sweep, '--threads', '2', '--out', run], { cwd: folder.path });
      await growth(run, grown, started);
      started.child.kill(signal);
      const { code, stderr } = await started.finished;
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /interrupted by SIG\w+: \d+ of 96 cells are stored; go on with: brink resume /,
      );
      expect((await brink(['resume', run])).code).toBe(0);
      expect(await csvOf(run)).toBe(expected);
    },
  );

  it('refuses a run whose scenario has changed since', async () => {
    const run = join(folder.path, 'undisturbed');
    folder.file(
      'slow.mjs',
      leastSquares({ typed: false, before: slowly }).replaceAll('featureScale', 'factor'),
    );
    const { code, stderr } = await brink(['resume', run]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^brink: [^\n]*(changed|not an axis)[^\n]*\n$/);
  });
});
