/**
 * One try at some cells in one worker, and what is known of each cell when it is over, however it
 * ends: the worker reports cell by cell, so that one bad cell costs no other its result.
 */
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { Cell, CellRecord } from '@brink/sweep';
import type { Piscina } from 'piscina';
import { messageOf } from '../errors.js';
import type { CellMessage, CellTask } from './messages.js';

export interface Attempt {
  readonly records: readonly CellRecord[];
  /** Cells that threw, hung or took their worker down. */
  readonly failed: readonly { readonly cell: Cell; readonly error: string }[];
  /** Cells that the worker did not come to. */
  readonly untouched: readonly Cell[];
  /** Why the worker ended early, where no cell is to blame. */
  readonly workerError: unknown;
}

class CellTimeout extends Error {}

/**
 * @param secondsPerCell a group of cells that takes longer, for each of its cells, counts as hung
 * @param signal aborts the try: the cells at work are thrown away
 */
export async function attemptCells(
  pool: Piscina,
  task: Omit<CellTask, 'port'>,
  secondsPerCell: number,
  signal: AbortSignal,
): Promise<Attempt> {
  const { port1: mine, port2: port } = new MessageChannel();
  const controller = new AbortController();
  const cells = new Map(task.cells.map((cell) => [cell.index, cell]));
  const records: CellRecord[] = [];
  const failed: { cell: Cell; error: string }[] = [];
  let current: readonly number[] = [];
  let timer: NodeJS.Timeout | undefined;

  const blame = (indices: readonly number[], error: string) => {
    for (const index of indices) {
      const cell = cells.get(index);
      if (cell !== undefined) failed.push({ cell, error });
      cells.delete(index);
    }
  };
  const expire = (group: readonly number[]) => {
    // Where this thread was busy, the group's end may be waiting to be read: read it first.
    setImmediate(() =>
      setImmediate(() => {
        if (current === group) controller.abort(new CellTimeout());
      }),
    );
  };
  mine.on('message', (message: CellMessage) => {
    clearTimeout(timer);
    if (message.kind === 'started') {
      const group = message.cells;
      current = group;
      const left = message.at + secondsPerCell * 1000 * group.length - Date.now();
      timer = setTimeout(() => expire(group), Math.min(Math.max(left, 0), 2 ** 31 - 1));
      return;
    }
    current = [];
    if (message.kind === 'threw') blame(message.cells, message.error);
    else
      for (const record of message.records) {
        records.push(record);
        cells.delete(record.cell);
      }
  });
  // The other end closes when the worker is done or gone; by then everything it said has been read.
  const closed = once(mine, 'close');
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });

  let workerError: unknown;
  try {
    if (signal.aborted) abort();
    await pool.run({ ...task, port }, { transferList: [port], signal: controller.signal });
  } catch (error) {
    workerError = error;
    if (signal.aborted) mine.close();
  }
  await closed;
  clearTimeout(timer);
  signal.removeEventListener('abort', abort);

  if (workerError !== undefined && current.length > 0 && !signal.aborted) {
    const hung = controller.signal.reason instanceof CellTimeout;
    blame(
      current,
      hung
        ? `hung: no result within ${secondsPerCell} s for each cell`
        : `its worker ended: ${messageOf(workerError)}`,
    );
    workerError = undefined;
  }
  return { records, failed, untouched: [...cells.values()], workerError };
}
