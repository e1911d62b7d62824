/**
 * The worker that runs cells: one task at a time, telling the main thread of each cell as it
 * starts and ends, so that a cell that hangs or kills the thread is known by name.
 */
import { describeThrown } from '../pool/describe-thrown.js';
import type { CellMessage, CellTask } from '../pool/messages.js';
import { compiledRunner } from './compiled-runner.js';
import { eagerRunner } from './eager-runner.js';

/** Piscina's entry: runs the cells of a task, in order. */
export default async function runTask(task: CellTask): Promise<void> {
  const { port, cells, engine } = task;
  const tell = (message: CellMessage) => port.postMessage(message);
  try {
    const runner =
      engine.name === 'eager' ? await eagerRunner(task, engine.backend) : compiledRunner(engine);
    for (let next = 0; next < cells.length; next += runner.atOnce) {
      const group = cells.slice(next, next + runner.atOnce);
      const indices = group.map((cell) => cell.index);
      tell({ kind: 'started', cells: indices, at: Date.now() });
      try {
        tell({ kind: 'finished', records: await runner.run(group) });
      } catch (error) {
        tell({ kind: 'threw', cells: indices, error: describeThrown(error) });
      }
    }
  } finally {
    port.close();
  }
}
