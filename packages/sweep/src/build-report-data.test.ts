import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportData } from './build-report-data.js';
import { createRun } from './store/run-store.js';
import { recordAt, smallRun } from './test-support/run-info.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brink-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('report data', () => {
  it('has every cell at its index, also of a run that was interrupted', async () => {
    const { plan, info } = smallRun();
    const store = await createRun(join(folder, 'my-run'), info);
    await store.appendTile(1, plan.tiles[1]!.cells.map(recordAt));
    const data = await reportData(store);
    expect(data.cells.outcome).toHaveLength(plan.cellCount);
    plan.tiles[1]!.cells.forEach((cell) => {
      const record = recordAt(cell);
      for (const column of [
        'outcome',
        'firstBadStep',
        'site',
        'initialLoss',
        'finalLoss',
        'leastLoss',
        'measure',
        'steps',
        'milliseconds',
        'evaluated',
        'error',
      ] as const)
        expect(data.cells[column][cell]).toEqual(record[column]);
    });
    const elsewhere = plan.tiles[0]!.cells[0]!;
    expect(data.cells.outcome[elsewhere]).toBeNull();
    expect(data.cells.finalLoss[elsewhere]).toBeNaN();
    await store.close();
  });

  it('tells swept axes from fixed ones, and all that a reader should see of the run', async () => {
    const { info } = smallRun();
    const store = await createRun(join(folder, 'other-run'), info);
    const data = await reportData(store);
    expect(data.run).toBe('other-run');
    expect(data.axes.map(({ name, scale, values }) => [name, scale, values.length])).toEqual([
      ['lr', 'log', 5],
      ['features', 'ordinal', 2],
    ]);
    expect(data.fixedAxes).toEqual({ shift: 0, form: 'squared' });
    expect(data.variants).toEqual([
      { name: 'broken', description: 'as it is' },
      { name: 'clipped', description: 'the gradient is clipped' },
    ]);
    expect(data).toMatchObject({
      seed: 4,
      steps: 40,
      engine: 'eager',
      backend: 'cpu',
      seconds: 0,
      startedAt: '2026-01-02T03:04:05.678Z',
      scenario: { name: 'least-squares', references: ['a book'] },
      machine: { cores: '2', memory: '8.0 GiB' },
    });
    expect(data.command).toBe(
      'brink sweep least-squares --axis lr=0.01:100:log --axis features=2,3 --grid 5 --variant broken,clipped --seed 4 --engine auto --backend cpu',
    );
    expect(JSON.parse(data.spec)).toEqual(info.spec);
    await store.close();
  });
});
