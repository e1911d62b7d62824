/** The outcomes that a gallery keeps, a line of JSON for each scenario, and reads back to write its pages again. */
import { readFileSync } from 'node:fs';
import { messageOf, UsageError } from '../errors.js';
import type { SweptScenario } from './sweep.worker.js';

export interface StoredSweep extends SweptScenario {
  readonly name: string;
  /** Points along each numeric axis. */
  readonly grid: number;
}

export function storedLine(sweep: StoredSweep): string {
  return `${JSON.stringify(sweep)}\n`;
}

/**
 * By the name of the scenario; the last where one is there twice.
 * @throws UsageError where the file cannot be read or was swept over another grid
 */
export function readStored(file: string, grid: number): ReadonlyMap<string, StoredSweep> {
  const sweeps = parsed(file);
  const other = sweeps.find((sweep) => sweep.grid !== grid);
  if (other !== undefined)
    throw new UsageError(
      `--from ${file} holds sweeps over a grid of ${other.grid}, --grid is ${grid}; give the same grid`,
    );
  return new Map(sweeps.map((sweep) => [sweep.name, sweep]));
}

function parsed(file: string): readonly StoredSweep[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as StoredSweep);
  } catch (error) {
    throw new UsageError(
      `--from ${file} cannot be read: ${messageOf(error)}; give the outcomes.jsonl of a gallery`,
      { cause: error },
    );
  }
}
