/** What `sweep` and `resume` share: run the tiles that are missing, then say what came of it. */
import { relative } from 'node:path';
import { reportData, type RunStore, type SweepPlan, type SweepSpec } from '@brink/sweep';
import type { ChosenEngine } from '../engine/choose-engine.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { printMap } from '../report/print-map.js';
import { writeReport } from '../report/write-report.js';
import { printNote, printResult } from '../terminal.js';
import { execute } from './execute.js';
import { Interrupted, type Interruption } from './interruption.js';
import { startProgress } from './progress.js';

export interface RunningSweep {
  readonly store: RunStore;
  readonly plan: SweepPlan;
  /** As stored, but with this sitting's threads and timeout. */
  readonly spec: SweepSpec;
  readonly chosen: ChosenEngine;
  /** Print one JSON object and no map. */
  readonly json: boolean;
  /** Released when the last tile has ended. */
  readonly interruption: Interruption;
}

/** The path as the user would type it. */
function shown(directory: string): string {
  const short = relative(process.cwd(), directory);
  return short === '' || short.startsWith('..') ? directory : short;
}

export async function runToEnd({
  store,
  plan,
  spec,
  chosen,
  json,
  interruption,
}: RunningSweep): Promise<ExitCode> {
  const stored = plan.tiles
    .filter((tile) => store.finishedTiles().has(tile.index))
    .reduce((total, tile) => total + tile.cells.length, 0);
  const progress = startProgress(stored, plan.cellCount);
  const from = performance.now();
  let interrupted: Interrupted | null = null;
  try {
    const { signal } = interruption;
    await execute({ plan, spec, store, engineOf: chosen.engineOf, progress, signal });
  } catch (error) {
    if (!(error instanceof Interrupted)) {
      printNote(`go on later with: brink resume ${shown(store.directory)}`);
      throw error;
    }
    interrupted = error;
  } finally {
    progress.stop();
    interruption.release();
  }
  const seconds = (performance.now() - from) / 1000;
  const data = await reportData(store);
  const counts: Record<string, number> = {};
  for (const outcome of data.cells.outcome)
    if (outcome !== null) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const cells = Object.values(counts).reduce((total, count) => total + count, 0);
  const report = await writeReport(store.directory, data, null);
  if (!json) {
    printMap(data);
    printResult(`run     ${shown(store.directory)}`);
    printResult(`report  ${shown(report)}`);
  }
  if (interrupted !== null)
    printNote(
      `${interrupted.message}: ${cells} of ${plan.cellCount} cells are stored; ` +
        `go on with: brink resume ${shown(store.directory)}`,
    );
  const failed = counts['failed'] ?? 0;
  if (failed > 0) {
    const why = data.cells.error.find((error) => error !== null) ?? 'unknown';
    printNote(`${failed} ${failed === 1 ? 'cell' : 'cells'} failed, for example: ${why}`);
  }
  if (json)
    printResult(
      JSON.stringify({
        run: store.directory,
        cells,
        outcomes: counts,
        seconds: Number(seconds.toFixed(3)),
        cellsPerSecond: Number(((cells - stored) / Math.max(seconds, 1e-3)).toPrecision(4)),
        report,
      }),
    );
  return interrupted === null && failed === 0 ? exitCodes.done : exitCodes.incomplete;
}
