/** The Piscina pool that cells fan out over. */
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

const filename = fileURLToPath(new URL('../workers/cell.worker.js', import.meta.url));

/** @param threads how many workers there are, from the start to the end */
export function createPool(threads: number): Piscina {
  const pool = new Piscina({
    filename,
    minThreads: threads,
    maxThreads: threads,
    // A worker that sleeps in Atomics.wait between tasks would not let go of a task's port.
    atomics: 'disabled',
  });
  // A worker that fails between tasks is replaced; there is no cell to blame.
  pool.on('error', () => undefined);
  return pool;
}
