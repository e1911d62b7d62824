import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordAt, smallRun } from '../test-support/run-info.js';
import { storeFault } from './faults.js';
import { createRun, openRun } from './run-store.js';

const { plan, info } = smallRun();
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brink-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const tile = (index: number) => plan.tiles[index]!.cells.map(recordAt);

describe('a run directory', () => {
  it('gives back every record as it was, by rising cell, whatever the order of the tiles', async () => {
    const store = await createRun(join(folder, 'run'), info);
    for (const { index } of plan.tiles.toReversed()) await store.appendTile(index, tile(index));
    const all = Array.from({ length: plan.cellCount }, (_, cell) => recordAt(cell));
    expect(await store.records()).toEqual(all);
    await store.close();
    const again = await openRun(join(folder, 'run'), { mode: 'read' });
    expect(await again.records()).toEqual(all);
    expect(again.info).toEqual(info);
    expect(again.finishedTiles().size).toBe(plan.tiles.length);
    await again.close();
  });

  it('goes on where it stopped, and keeps the time of both sittings', async () => {
    const first = await createRun(join(folder, 'run'), info);
    await first.appendTile(0, tile(0));
    await first.appendTile(2, tile(2));
    const before = await first.seconds();
    await first.close();
    const second = await openRun(join(folder, 'run'), { mode: 'write' });
    expect([...second.finishedTiles()].sort()).toEqual([0, 2]);
    expect(await second.seconds()).toBe(before);
    await second.appendTile(1, tile(1));
    expect(await second.seconds()).toBeGreaterThan(before);
    expect(await second.records()).toHaveLength(tile(0).length + tile(1).length + tile(2).length);
    await second.close();
  });

  it('counts outcomes by variant', async () => {
    const store = await createRun(join(folder, 'run'), info);
    for (const { index } of plan.tiles) await store.appendTile(index, tile(index));
    // Ten cells a variant; outcomes take turns of six.
    expect(await store.counts()).toEqual({
      broken: { converged: 2, nan: 2, inf: 2, failed: 2, stalled: 1, diverged: 1 },
      clipped: { converged: 2, nan: 2, inf: 1, failed: 1, stalled: 2, diverged: 2 },
    });
    await store.close();
  });

  it('stores a tile whole or not at all, and once', async () => {
    const store = await createRun(join(folder, 'run'), info);
    const broken = [recordAt(0), { ...recordAt(1), outcome: null as never }];
    await expect(store.appendTile(0, broken)).rejects.toThrow();
    expect(await store.records()).toEqual([]);
    expect(store.finishedTiles().size).toBe(0);
    await store.appendTile(0, tile(0));
    await expect(store.appendTile(0, tile(0))).rejects.toThrow('has tile 0 already');
    expect(await store.records()).toEqual(tile(0));
    await store.close();
  });

  it('takes tiles that are appended all at once', async () => {
    const store = await createRun(join(folder, 'run'), info);
    await Promise.all(plan.tiles.map(({ index }) => store.appendTile(index, tile(index))));
    expect(await store.records()).toHaveLength(plan.cellCount);
    await store.close();
  });

  it('reads as empty before the first tile', async () => {
    await (await createRun(join(folder, 'run'), info)).close();
    await rm(join(folder, 'run', 'cells.duckdb'));
    const store = await openRun(join(folder, 'run'), { mode: 'read' });
    expect(await store.records()).toEqual([]);
    expect(await store.seconds()).toBe(0);
    expect((await store.counts()).broken).toMatchObject({ nan: 0 });
    await store.close();
  });

  it('holds nothing but its two files once it is closed', async () => {
    const store = await createRun(join(folder, 'run'), info);
    await store.appendTile(0, tile(0));
    await store.close();
    await store.close();
    expect((await readdir(join(folder, 'run'))).sort()).toEqual(['cells.duckdb', 'run.json']);
  });
});

describe('what a run directory refuses', () => {
  const fault = (kind: string) =>
    expect.objectContaining({ name: 'StoreError', fault: kind }) as Error;

  it('a sweep into a directory that holds anything', async () => {
    await writeFile(join(folder, 'x'), '');
    await expect(createRun(folder, info)).rejects.toThrow(fault('exists'));
    expect(await readdir(folder)).toEqual(['x']);
  });

  it('a directory that is no run, or is not there', async () => {
    await expect(openRun(folder, { mode: 'read' })).rejects.toThrow(fault('not-a-run'));
    await expect(openRun(join(folder, 'none'), { mode: 'write' })).rejects.toThrow(
      'is not the directory of a run: it has no run.json; give the directory that a sweep wrote',
    );
    await writeFile(join(folder, 'file'), '');
    await expect(openRun(join(folder, 'file'), { mode: 'read' })).rejects.toThrow(
      fault('not-a-run'),
    );
  });

  const withRunFile = async (text: string): Promise<string> => {
    const directory = join(folder, 'run');
    await mkdir(directory);
    await writeFile(join(directory, 'run.json'), text);
    return directory;
  };

  it.each([
    ['a newer format', JSON.stringify({ ...info, format: 2 }), 'newer-format', 'update Brink'],
    [
      'an older format',
      JSON.stringify({ ...info, format: 0 }),
      'older-format',
      'Brink that wrote it',
    ],
    ['a run.json cut short', JSON.stringify(info).slice(0, 90), 'damaged', 'damaged run.json'],
    ['no mapping', '7', 'damaged', 'damaged run.json'],
    ['a run.json without a seed', JSON.stringify({ ...info, seed: undefined }), 'damaged', 'seed'],
    ['axes without values', JSON.stringify({ ...info, axes: [{}] }), 'damaged', 'axes.0'],
  ])('%s', async (_, text, kind, message) => {
    const directory = await withRunFile(text);
    await expect(openRun(directory, { mode: 'read' })).rejects.toThrow(fault(kind));
    await expect(openRun(directory, { mode: 'write' })).rejects.toThrow(message);
    expect(await readFile(join(directory, 'run.json'), 'utf8')).toBe(text);
  });

  it('a file of cells that is none', async () => {
    const directory = await withRunFile(JSON.stringify(info));
    await writeFile(join(directory, 'cells.duckdb'), 'not a database, but long enough'.repeat(500));
    await expect(openRun(directory, { mode: 'write' })).rejects.toThrow(fault('damaged'));
  });

  it('a second writer or reader in the same process, until the first has closed', async () => {
    const directory = join(folder, 'run');
    const store = await createRun(directory, info);
    await expect(openRun(directory, { mode: 'write' })).rejects.toThrow(fault('locked'));
    await expect(openRun(directory, { mode: 'read' })).rejects.toThrow(fault('locked'));
    await store.close();
    const readers = [
      await openRun(directory, { mode: 'read' }),
      await openRun(directory, { mode: 'read' }),
    ];
    await expect(openRun(directory, { mode: 'write' })).rejects.toThrow(fault('locked'));
    for (const reader of readers) await reader.close();
    await (await openRun(directory, { mode: 'write' })).close();
  });

  it('writing through a store for reading, and anything once closed', async () => {
    const directory = join(folder, 'run');
    await (await createRun(directory, info)).close();
    const store = await openRun(directory, { mode: 'read' });
    await expect(store.appendTile(0, tile(0))).rejects.toThrow(fault('read-only'));
    await store.close();
    await expect(store.records()).rejects.toThrow('is closed');
    await expect(store.appendTile(0, tile(0))).rejects.toThrow('is closed');
  });
});

describe('what the system complains of', () => {
  it.each([
    ['IO Error: Could not write all bytes to file: No space left on device', 'disk-full'],
    ['ENOSPC: no space left on device, write', 'disk-full'],
    ['EDQUOT: disk quota exceeded', 'disk-full'],
    [
      'IO Error: Could not set lock on file "x": Conflicting lock is held in /usr/bin/node (PID 42). See',
      'locked',
    ],
    ['EACCES: permission denied, open', 'read-only'],
    ['EROFS: read-only file system', 'read-only'],
    ['Serialization Error: corrupt', 'damaged'],
    ['something else', 'io'],
  ])('%s is said as %s', (message, kind) => {
    const error = storeFault('runs/a', new Error(message));
    expect(error).toMatchObject({ fault: kind, directory: 'runs/a' });
    expect(error.message).toMatch(/^run: runs\/a .*; /);
  });

  it('names the process that holds a run', () => {
    const text = 'Could not set lock on file "x": Conflicting lock is held in /bin/node (PID 42).';
    expect(storeFault('r', new Error(text)).message).toContain('(/bin/node, PID 42)');
  });
});
