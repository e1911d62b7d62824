/** Runs the tiles of a plan that the store lacks, over a pool of workers, and stores each as it ends. */
import { availableParallelism } from 'node:os';
import { cellAt, type RunStore, type SweepPlan, type SweepSpec, type Tile } from '@brink/sweep';
import type { CellEngine } from '../pool/messages.js';
import { createPool } from '../pool/create-pool.js';
import { runCells } from '../pool/run-cells.js';
import type { Progress } from './progress.js';

export interface Execution {
  readonly plan: SweepPlan;
  readonly spec: SweepSpec;
  readonly store: RunStore;
  /** The engine for a program of the plan, compiled at the first call. */
  readonly engineOf: (program: number) => CellEngine;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** How many threads a sweep gets: as asked for, but TensorFlow never more than there are cores. */
function threadsFor(spec: SweepSpec): number {
  const cores = availableParallelism();
  const wanted = spec.threads ?? cores;
  return spec.backend === 'tensorflow' ? Math.min(wanted, cores) : wanted;
}

/** @throws Interrupted when the signal says so; every tile that has ended is stored by then */
export async function execute(execution: Execution): Promise<void> {
  const { plan, spec, store, signal } = execution;
  const finished = store.finishedTiles();
  const missing = plan.tiles.filter((tile) => !finished.has(tile.index));
  if (missing.length === 0) return;
  const pool = createPool(Math.min(threadsFor(spec), missing.length));
  // One failure stops the others: without it a full disk would be met once for every thread.
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  const queue = missing.values();
  const work = async () => {
    for (const tile of queue) {
      stopped.throwIfAborted();
      await executeTile(pool, execution, tile, stopped);
    }
  };
  try {
    const threads = Array.from({ length: pool.maxThreads }, () =>
      work().catch((error: unknown) => {
        stop.abort(error);
        throw error;
      }),
    );
    const ends = await Promise.allSettled(threads);
    signal.throwIfAborted();
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  } finally {
    await pool.destroy();
  }
}

async function executeTile(
  pool: ReturnType<typeof createPool>,
  { plan, spec, store, engineOf, progress }: Execution,
  tile: Tile,
  signal: AbortSignal,
): Promise<void> {
  const task = {
    scenario: spec.scenario,
    cells: tile.cells.map((index) => cellAt(plan, index)),
    steps: plan.steps,
    engine: engineOf(tile.program),
  };
  const records = await runCells(pool, task, spec.cellTimeout, signal);
  await store.appendTile(tile.index, records);
  progress.stored(records);
}
