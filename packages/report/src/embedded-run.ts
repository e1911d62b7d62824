/** How a run stands in the page: its texts as JSON, its cells as one compressed block. */
import { gzipSync } from 'node:zlib';
import type { ReportData } from '@brink/sweep';
import { packCells, type PackedCells } from './packed-cells.js';

/** What the JSON of the page holds; the bytes of the cells stand beside it. */
export type EmbeddedRun = Omit<ReportData, 'cells'> & {
  readonly cells: Omit<PackedCells, 'bytes'>;
};

export function embedRun(run: ReportData): { texts: EmbeddedRun; cells: string } {
  const { bytes, ...rest } = packCells(run.cells);
  return {
    texts: { ...run, cells: rest },
    cells: gzipSync(bytes).toString('base64'),
  };
}
