import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRun, exportText, type ExportFormat } from './export-run.js';
import { createRun, type RunStore } from './store/run-store.js';
import type { RunInfo } from './store/run-info.js';
import { recordAt, smallRun } from './test-support/run-info.js';

let folder = '';
let names = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brink-export-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const { plan, info } = smallRun();

/** A run whose tiles are stored in the given order, with times of their own. */
async function stored(order: readonly number[], about: RunInfo = info): Promise<RunStore> {
  const store = await createRun(join(folder, `run-${names++}`), about);
  for (const index of order)
    await store.appendTile(
      index,
      plan.tiles[index]!.cells.map((cell) => ({ ...recordAt(cell), milliseconds: names })),
    );
  return store;
}

async function exported(store: RunStore, format: ExportFormat): Promise<Buffer> {
  const file = join(folder, `out-${names++}.${format}`);
  await exportRun(store, format, file);
  return readFile(file);
}

const inOrder = plan.tiles.map(({ index }) => index);

describe('an export', () => {
  it.each(['csv', 'json', 'parquet'] as const)(
    'as %s has the same bytes in whatever order and time the tiles came',
    async (format) => {
      const one = await stored(inOrder);
      const other = await stored(inOrder.toReversed());
      const bytes = await exported(one, format);
      expect(bytes.length).toBeGreaterThan(500);
      expect(bytes.equals(await exported(other, format))).toBe(true);
      await one.close();
      await other.close();
    },
  );

  it('as CSV has a header and a row for each cell, numbers that read back exactly', async () => {
    const store = await stored(inOrder);
    const text = (await exported(store, 'csv')).toString();
    const lines = text.split('\n');
    expect(lines[0]).toBe(
      'lr,features,shift,form,variant,seed,outcome,firstBadStep,site,initialLoss,finalLoss,leastLoss,measure,steps,evaluated',
    );
    expect(lines).toHaveLength(plan.cellCount + 2);
    expect(lines.at(-1)).toBe('');
    expect(lines[1]).toBe('0.01,2,0,squared,broken,4,converged,,,0,1,-0,-0,0,true');
    expect(lines[2]).toBe(
      '0.01,3,0,squared,broken,4,nan,1,gradient:w,0.1,NaN,1e-300,-0.3333333333333333,1,false',
    );
    expect(lines[3]).toBe(
      '0.1,2,0,squared,broken,4,inf,2,gradient:w,0.2,-Infinity,2e-300,-0.6666666666666666,2,true',
    );
    expect([...(await exportText(store, 'csv'))].join('')).toBe(text);
    await store.close();
  });

  it('as JSON is an array of rows, non-finite numbers as words', async () => {
    const store = await stored(inOrder);
    const rows = JSON.parse((await exported(store, 'json')).toString()) as object[];
    expect(rows).toHaveLength(plan.cellCount);
    expect(rows[2]).toEqual({
      lr: 0.1,
      features: 2,
      shift: 0,
      form: 'squared',
      variant: 'broken',
      seed: 4,
      outcome: 'inf',
      firstBadStep: 2,
      site: 'gradient:w',
      initialLoss: 0.2,
      finalLoss: '-Infinity',
      leastLoss: 2e-300,
      measure: -2 / 3,
      steps: 2,
      evaluated: true,
    });
    await store.close();
  });

  it('as Parquet reads back with types, nulls and non-finite numbers', async () => {
    const store = await stored(inOrder);
    const file = join(folder, "it's.parquet");
    await exportRun(store, 'parquet', file);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const read = await connection.runAndReadAll(
      `SELECT * FROM '${file.replaceAll("'", "''")}' LIMIT 3`,
    );
    expect(read.getRows()[2]).toEqual([
      0.1,
      2,
      0,
      'squared',
      'broken',
      4,
      'inf',
      2,
      'gradient:w',
      0.2,
      -Infinity,
      2e-300,
      -2 / 3,
      2,
      true,
    ]);
    expect(read.getRows()[0]!.slice(7, 9)).toEqual([null, null]);
    connection.closeSync();
    instance.closeSync();
    await store.close();
  });

  it('of a part of a run has the finished cells alone; of none an empty table', async () => {
    const part = await stored([1]);
    const lines = (await exported(part, 'csv')).toString().trimEnd().split('\n');
    expect(lines).toHaveLength(1 + plan.tiles[1]!.cells.length);
    await part.close();
    const none = await stored([]);
    expect(JSON.parse((await exported(none, 'json')).toString())).toEqual([]);
    expect((await exported(none, 'csv')).toString().split('\n')).toHaveLength(2);
    await none.close();
  });

  it('keeps names apart from its own columns, and quotes what CSV would read otherwise', async () => {
    const axes = info.axes.map((axis, index) =>
      index === 0 ? { ...axis, name: 'steps' } : index === 1 ? { ...axis, name: 'a,"b"\n' } : axis,
    );
    const store = await stored([0], { ...info, axes });
    const text = (await exported(store, 'csv')).toString();
    expect(text.startsWith('axis_steps,"a,""b""\n",shift,')).toBe(true);
    const row = (JSON.parse((await exported(store, 'json')).toString()) as object[])[0];
    expect(row).toMatchObject({ axis_steps: 0.01, 'a,"b"\n': 2, steps: 0 });
    expect((await exported(store, 'parquet')).length).toBeGreaterThan(100);
    await store.close();
  });

  it('into a folder that is not there is refused, and leaves nothing', async () => {
    const store = await stored([0]);
    for (const format of ['csv', 'parquet'] as const)
      await expect(exportRun(store, format, join(folder, 'none', 'x'))).rejects.toThrow('run: ');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await store.close();
  });
});
