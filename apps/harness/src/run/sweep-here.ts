/**
 * A small sweep in this thread: compiled, nothing stored. For grids so small that starting workers
 * would take longer than the cells; `brink sweep` is for all others.
 */
import { compileTraining, loadProgram } from '@brink/compiler';
import type { Scenario } from '@brink/scenarios';
import {
  cellAt,
  parseSpec,
  planSweep,
  recordOf,
  runCompiled,
  traceTraining,
  type CellRecord,
  type SweepPlan,
} from '@brink/sweep';

export interface SweptHere {
  readonly plan: SweepPlan;
  /** One for each cell of the plan, at its index. */
  readonly records: readonly CellRecord[];
}

/**
 * @param options those of `brink sweep`, without the scenario
 * @throws TraceError or LoweringError where the scenario cannot be compiled
 */
export async function sweepHere(scenario: Scenario, options: object): Promise<SweptHere> {
  const spec = parseSpec({ scenario: scenario.name, ...options });
  const plan = planSweep(spec, scenario, { tileCells: 1024 });
  const records: CellRecord[] = [];
  for (const [position, key] of plan.programs.entries()) {
    const compiled = await compileTraining(traceTraining(scenario, key, plan));
    const program = loadProgram(compiled);
    const indices = plan.tiles.flatMap(({ program, cells }) => (program === position ? cells : []));
    for (let from = 0; from < indices.length; from += program.lanes) {
      const cells = indices.slice(from, from + program.lanes).map((index) => cellAt(plan, index));
      const start = performance.now();
      const summaries = runCompiled(program, compiled.axes, cells);
      const milliseconds = (performance.now() - start) / cells.length;
      for (const [lane, cell] of cells.entries())
        records[cell.index] = recordOf(cell, summaries[lane]!, milliseconds);
    }
  }
  return { plan, records };
}
