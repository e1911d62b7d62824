/** From the graphs of a training to a program that can be sent to workers. */
import { simplify } from '@brink/graph';
import type { CompiledTraining, TrainingSpec } from '../program.js';
import { BLOCK_VECTORS } from '../lower/blocks.js';
import { assemble } from '../wasm/assemble.js';
import { printWat } from '../wasm/print.js';
import { buildTrainingModule } from './build-module.js';
import { type Library, withLibrary } from './library.js';
import { mathsLibrary } from './maths-library.js';

export interface CompileOptions {
  /**
   * Whether each step looks for bad values, true by default. Without, no cell stops early and none
   * is found bad: for measuring what the checks cost.
   */
  readonly checks?: boolean;
}

/** @throws LoweringError where a part of the training has no form in the loop language. */
export async function compileTraining(
  spec: TrainingSpec,
  options?: CompileOptions,
): Promise<CompiledTraining> {
  return compileWith(spec, mathsLibrary, options);
}

/** As `compileTraining`, with these functions for what is more than arithmetic. */
export async function compileWith(
  spec: TrainingSpec,
  library: Library,
  { checks = true }: CompileOptions = {},
): Promise<CompiledTraining> {
  const { module: bare, sites } = buildTrainingModule(simplified(spec), {
    blockVectors: BLOCK_VECTORS,
    checks,
  });
  const printed = printWat(withLibrary(bare, library));
  const { module, codeBytes } = await assemble(printed);
  return {
    target: 'wasm',
    precision: spec.precision,
    lanes: spec.precision === 'float32' ? 4 : 2,
    steps: spec.steps,
    axes: spec.axes,
    sites,
    module,
    codeBytes,
    memoryBytes: printed.memoryBytes,
    layout: Object.fromEntries(
      ['axes', 'losses', 'summary', 'firstBadStep', 'badSite', 'badIsNaN'].map((name) => [
        name,
        printed.layout[name]!,
      ]),
    ),
  };
}

/** The same training with less to compute, and the same bits. */
export function simplified(spec: TrainingSpec): TrainingSpec {
  const { precision } = spec;
  const { init, step, record } = spec.graphs;
  return {
    ...spec,
    graphs: {
      init: simplify(init, { precision }),
      step: simplify(step, { precision }),
      ...(record !== undefined && { record: simplify(record, { precision }) }),
    },
  };
}
