/** The run that this page carries. */
import type { ReportData } from '@brink/sweep';
import type { EmbeddedRun } from '../embedded-run.js';
import { unpackCells } from '../packed-cells.js';

export async function readRun(): Promise<ReportData> {
  const texts = JSON.parse(textOf('run-texts')) as EmbeddedRun;
  const packed = Uint8Array.from(atob(textOf('run-cells')), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return { ...texts, cells: unpackCells({ ...texts.cells, bytes }) };
}

function textOf(id: string): string {
  const found = document.getElementById(id);
  if (!found) throw new Error(`report: the page has lost its part '${id}'`);
  return found.textContent;
}
