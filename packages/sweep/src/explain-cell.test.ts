import * as tf from '@tensorflow/tfjs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTraining } from '@brink/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell, History } from './cell.js';
import { runEagerly } from './eager.js';
import { explainCell } from './explain-cell.js';
import { recordOf, summaryOf } from './outcome.js';
import { cellAt, nearestCell, numericAxes } from './plan/cells.js';
import { createRun } from './store/run-store.js';
import { leastSquares } from './test-support/least-squares.js';
import { smallRun } from './test-support/run-info.js';

const { plan, info } = smallRun();
let folder = '';
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'brink-explain-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (cell: Cell): Promise<History> =>
  runEagerly(
    createTraining(leastSquares, cell.variant, {
      structural: { features: cell.axes.features!, form: cell.axes.form! },
      seed: cell.seed,
    }),
    numericAxes(plan.axes, cell),
    { steps: info.steps },
  );

describe('the story of one cell', () => {
  it('is what was stored, and its losses from a second run that agrees', async () => {
    const store = await createRun(join(folder, 'run'), info);
    const tile = plan.tiles[0]!;
    const records = [];
    for (const index of tile.cells) {
      const cell = cellAt(plan, index);
      records.push(recordOf(cell, summaryOf(await run(cell), info.steps), 1));
    }
    await store.appendTile(tile.index, records);
    const index = tile.cells[1]!;
    const story = await explainCell(store, index, run);
    expect(story).toMatchObject({ agrees: true, steps: 40, cell: cellAt(plan, index) });
    expect(story.stored).toEqual(records[1]);
    expect(story.losses).toHaveLength(story.again.steps);
    expect(story.losses[0]).toBe(records[1]!.initialLoss);
    await store.close();
  });

  it('is told of a cell that has not been run; one that came out otherwise is seen', async () => {
    const store = await createRun(join(folder, 'other'), info);
    const index = nearestCell(plan, 'broken', { lr: 100, features: 3 });
    const story = await explainCell(store, index, run);
    expect(story).toMatchObject({ stored: null, agrees: true, again: { outcome: 'inf' } });
    const tile = plan.tiles.find(({ cells }) => cells.includes(index))!;
    const otherwise = { ...story.again, outcome: 'nan' as const };
    await store.appendTile(
      tile.index,
      tile.cells.map((cell) => ({ ...otherwise, cell })),
    );
    expect((await explainCell(store, index, run)).agrees).toBe(false);
    await expect(explainCell(store, 999, run)).rejects.toThrow('take one from 0 to 19');
    await store.close();
  });
});
