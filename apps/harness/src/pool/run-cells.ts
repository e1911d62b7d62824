/** Runs the cells of a tile to a record each, trying again where a cell throws, hangs or kills its worker. */
import { failedRecord, type Cell, type CellRecord } from '@brink/sweep';
import type { Piscina } from 'piscina';
import { attemptCells } from './attempt.js';
import type { CellTask } from './messages.js';

/** A cell that fails this often is stored as `failed`. */
const triesPerCell = 2;
/** A worker that ends this often before its first cell will not do better. */
const startsPerTile = 3;

/**
 * @returns a record for every cell, in the order of the cells
 * @throws what ended the worker, where it never came to a cell; the signal's reason when aborted
 */
export async function runCells(
  pool: Piscina,
  task: Omit<CellTask, 'port'>,
  secondsPerCell: number,
  signal: AbortSignal,
): Promise<CellRecord[]> {
  const records = new Map<number, CellRecord>();
  const tries = new Map<number, number>();
  const waiting: (readonly Cell[])[] = [task.cells];
  let idleStarts = 0;

  for (let cells = waiting.shift(); cells !== undefined; cells = waiting.shift()) {
    const attempt = await attemptCells(pool, { ...task, cells }, secondsPerCell, signal);
    signal.throwIfAborted();
    for (const record of attempt.records) records.set(record.cell, record);
    for (const { cell, error } of attempt.failed) {
      const tried = (tries.get(cell.index) ?? 0) + 1;
      tries.set(cell.index, tried);
      // The second try is made alone, so that it costs its neighbours nothing.
      if (tried < triesPerCell) waiting.push([cell]);
      else records.set(cell.index, failedRecord(cell, error, 0));
    }
    if (attempt.untouched.length === cells.length && ++idleStarts >= startsPerTile)
      throw attempt.workerError ?? new Error('a worker ended before its first cell');
    if (attempt.untouched.length > 0) waiting.unshift(attempt.untouched);
  }
  return task.cells.map((cell) => records.get(cell.index)!);
}
