/** One cell's whole story: what is stored of it, and its training run again for the loss history. */
import type { Cell, CellRecord, History } from './cell.js';
import { recordOf, summaryOf } from './outcome.js';
import { cellAt } from './plan/cells.js';
import type { RunStore } from './store/run-store.js';

export interface CellStory {
  readonly cell: Cell;
  readonly steps: number;
  /** What the run stored; null where the cell has not been run. */
  readonly stored: CellRecord | null;
  /** What running it again gives. */
  readonly again: CellRecord;
  /** The loss before each update, of the second run. */
  readonly losses: readonly number[];
  /** Whether both give the same outcome, first bad step and site; true where nothing is stored. */
  readonly agrees: boolean;
}

/**
 * @param run trains the cell again, by whichever engine the caller has
 * @throws SweepError where the run has no such cell
 */
export async function explainCell(
  store: RunStore,
  index: number,
  run: (cell: Cell) => Promise<History>,
): Promise<CellStory> {
  const { info } = store;
  const cell = cellAt({ ...info, variants: info.variants.map(({ name }) => name) }, index);
  const stored = (await store.records()).find((record) => record.cell === index) ?? null;
  const from = performance.now();
  const history = await run(cell);
  const milliseconds = performance.now() - from;
  const again = recordOf(cell, summaryOf(history, info.steps), milliseconds);
  return {
    cell,
    steps: info.steps,
    stored,
    again,
    losses: [...history.losses],
    agrees:
      stored === null ||
      (stored.outcome === again.outcome &&
        stored.firstBadStep === again.firstBadStep &&
        stored.site === again.site),
  };
}
