/** The programs of a plan, each traced and compiled once; workers get them as they are. */
import {
  compileTraining,
  LoweringError,
  type CompiledTraining,
  type Program,
} from '@brink/compiler';
import { TraceError } from '@brink/graph';
import type { Scenario } from '@brink/scenarios';
import type { Cell, CellSummary } from '../cell.js';
import type { SweepPlan } from '../plan/plan.js';
import { traceTraining } from './trace-training.js';

/** One compiled training for each program of the plan, or why the scenario must run eagerly, in one line. */
export type CompiledPlan =
  | { readonly programs: readonly CompiledTraining[]; readonly fallback: null }
  | { readonly programs: null; readonly fallback: string };

/**
 * What cannot be traced or lowered is told in `fallback`; whatever else is thrown (by the
 * scenario's own code) is thrown on.
 */
export async function compilePrograms(
  scenario: Scenario,
  plan: Pick<SweepPlan, 'programs' | 'seed' | 'steps' | 'precision'>,
): Promise<CompiledPlan> {
  const programs: CompiledTraining[] = [];
  try {
    for (const key of plan.programs)
      programs.push(await compileTraining(traceTraining(scenario, key, plan)));
  } catch (error) {
    if (!(error instanceof TraceError) && !(error instanceof LoweringError)) throw error;
    return { programs: null, fallback: error.message.split('\n')[0]! };
  }
  return { programs, fallback: null };
}

/**
 * Trains a group of cells, all of the program's variant and structural values.
 * @param axes the program's axes, `CompiledTraining.axes`
 * @param cells at most `program.lanes`
 */
export function runCompiled(
  program: Program,
  axes: readonly string[],
  cells: readonly Cell[],
): readonly CellSummary[] {
  return program.run(cells.map((cell) => axes.map((name) => cell.axes[name] as number)));
}
