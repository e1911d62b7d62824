import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brink, lastJson, type Finished } from '../test-support/brink.js';
import { createFolder, leastSquares, type Folder } from '../test-support/scenario-files.js';

/** One learning rate each throws, hangs, ends its thread, and throws the first time only. */
const traps = `
  const lr = axes.lr.dataSync()[0];
  if (lr === 2) throw new Error('two is too much');
  const first = axes.featureScale.dataSync()[0] === 1;
  if (lr === 3 && first) for (;;) ;
  if (lr === 4 && first) process.exit(7);
  if (lr === 5 && !existsSync(new URL('./tried', import.meta.url))) {
    writeFileSync(new URL('./tried', import.meta.url), '');
    throw new Error('only once');
  }
`;

describe('a cell that throws, hangs or kills its thread', () => {
  let folder: Folder;
  let finished: Finished;
  let rows: readonly Record<string, unknown>[];
  beforeAll(async () => {
    folder = createFolder();
    folder.file(
      'hostile.ts',
      `import { existsSync, writeFileSync } from 'node:fs';\n${leastSquares({ typed: true, before: traps })}`,
    );
    const run = join(folder.path, 'run');
    finished = await brink(
      [
        ...['sweep', './hostile.ts', '--axis', 'lr=1,2,3,4,5,6', '--axis', 'featureScale=1,2'],
        ...['--variant', 'broken', '--steps', '3', '--engine', 'eager', '--threads', '2'],
        ...['--cell-timeout', '4', '--out', run, '--json'],
      ],
      { cwd: folder.path },
    );
    rows = JSON.parse((await brink(['export', run, '--format', 'json'])).stdout) as typeof rows;
  });
  afterAll(() => folder.remove());

  const outcomesAt = (lr: number) =>
    rows.filter((row) => row['lr'] === lr).map((row) => row['outcome']);

  it('is stored as failed, and the sweep ends with exit code 1', () => {
    expect(finished.code).toBe(1);
    expect(lastJson(finished)).toMatchObject({ cells: 12, outcomes: { failed: 4 } });
    expect(outcomesAt(2)).toEqual(['failed', 'failed']);
    for (const lr of [3, 4]) expect(outcomesAt(lr)[0]).toBe('failed');
  });

  it('costs no other cell its result, and one that recovers is not failed', () => {
    for (const lr of [1, 5, 6]) expect(outcomesAt(lr)).not.toContain('failed');
    for (const lr of [3, 4]) expect(outcomesAt(lr)[1]).not.toBe('failed');
    expect(rows).toHaveLength(12);
  });

  it('is told with the line of the user, who wrote it', () => {
    expect(finished.stderr).toMatch(
      /4 cells failed, for example: two is too much.*hostile\.ts:\d+:\d+/,
    );
  });
});
