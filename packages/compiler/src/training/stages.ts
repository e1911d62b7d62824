/** The stages of a compilation as text for people: `brink compile --emit`. */
import { printGraph } from '@brink/graph';
import { BLOCK_VECTORS } from '../lower/blocks.js';
import { printLoops } from '../loops/print-loops.js';
import type { TrainingSpec } from '../program.js';
import { printWat } from '../wasm/print.js';
import { buildTrainingModule } from './build-module.js';
import { simplified } from './compile.js';
import { withLibrary } from './library.js';
import { mathsLibrary } from './maths-library.js';

export interface CompilationStages {
  /** The graphs of the training, simplified, one after the other. */
  readonly graph: string;
  /** What they are lowered to. */
  readonly loops: string;
  /** What is assembled. */
  readonly wat: string;
}

/** @throws LoweringError as `compileTraining` does. */
export function compileStages(spec: TrainingSpec): CompilationStages {
  const { graphs, ...rest } = simplified(spec);
  const { module: bare } = buildTrainingModule(
    { graphs, ...rest },
    { blockVectors: BLOCK_VECTORS, checks: true },
  );
  const module = withLibrary(bare, mathsLibrary);
  const graph = Object.entries(graphs)
    .map(([name, one]) => `;; ${name}\n${printGraph(one)}`)
    .join('\n');
  return { graph, loops: printLoops(module), wat: printWat(module).wat };
}
