/** How many steps groups of lanes run over what their cells need: each group ends with its last cell. */
import { compileTraining, loadProgram } from '@brink/compiler';
import {
  cellAt,
  parseSpec,
  planSweep,
  runCompiled,
  tileCellsFor,
  traceTraining,
} from '@brink/sweep';
import { dense } from './workloads/dense.js';

/**
 * On a map of `tanh-mlp` with its own axes, where about half of the cells die early: the steps that
 * groups run, a lane of each counted, over the steps up to each cell's end. 1 is ideal.
 */
export async function stepsRunOverNeeded(): Promise<number> {
  const { scenario, variant } = dense;
  const spec = parseSpec({ scenario: scenario.name, variant, grid: 64, steps: 100 });
  const plan = planSweep(spec, scenario, { tileCells: tileCellsFor('wasm', 64 * 64) });
  const key = plan.programs[0]!;
  const training = traceTraining(scenario, key, plan);
  const program = loadProgram(await compileTraining(training));
  let run = 0;
  let needed = 0;
  for (const { cells } of plan.tiles)
    for (let from = 0; from < cells.length; from += program.lanes) {
      const group = cells.slice(from, from + program.lanes).map((index) => cellAt(plan, index));
      const ended = runCompiled(program, training.axes, group).map((summary) => summary.steps);
      run += Math.max(...ended) * ended.length;
      needed += ended.reduce((sum, one) => sum + one, 0);
    }
  return run / needed;
}
