/** What a worker runs cells with: one at once, or as many as a program has lanes. */
import type { Cell, CellRecord } from '@brink/sweep';

export interface Runner {
  readonly atOnce: number;
  /** @param cells at most `atOnce` */
  run(cells: readonly Cell[]): Promise<readonly CellRecord[]>;
}
