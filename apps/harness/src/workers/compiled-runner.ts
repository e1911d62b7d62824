/** Runs a group of cells at once in a compiled program, a cell a lane. */
import { loadProgram, type Program } from '@brink/compiler';
import { recordOf, runCompiled } from '@brink/sweep';
import type { CellEngine } from '../pool/messages.js';
import type { Runner } from './runner.js';

/** The last program alone: each has memory of its own, and tiles come program by program. */
let latest: { readonly position: number; readonly program: Program } | undefined;

export function compiledRunner({
  program: position,
  compiled,
}: CellEngine & { readonly name: 'wasm' }): Runner {
  if (latest?.position !== position) latest = { position, program: loadProgram(compiled) };
  const { program } = latest;
  return {
    atOnce: program.lanes,
    run: (cells) => {
      const from = performance.now();
      const summaries = runCompiled(program, compiled.axes, cells);
      // Lanes run together: each has its share of the time.
      const milliseconds = (performance.now() - from) / cells.length;
      return Promise.resolve(
        cells.map((cell, lane) => recordOf(cell, summaries[lane]!, milliseconds)),
      );
    },
  };
}
