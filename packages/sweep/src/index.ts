/**
 * @brink/sweep: grids of training runs.
 *
 * What it is, in the order of the data: a spec (what is asked for), a plan (which cells there are),
 * the engines for one cell (plain tfjs here, compiled programs by @brink/compiler), outcomes (the
 * rules), the run's directory and store, and what is made of a stored run: exports, report data,
 * one cell's story. What it is not: it starts no threads and prints nothing (that is the CLI).
 */
export type * from './cell.js';
export { SweepError, StoreError, type StoreFault } from './errors.js';

export type * from './spec/spec.js';
export { parseAxis, type NamedAxis } from './spec/axis.js';
export { parseGrid } from './spec/grid.js';
export { parseSpec } from './spec/parse-spec.js';
export { readSpecFile } from './spec/spec-file.js';
export { commandOf } from './spec/command.js';
export { nearNames } from './spec/near-names.js';

export type * from './plan/plan.js';
export { planSweep, tileCellsFor } from './plan/plan-sweep.js';
export { cellAt, nearestCell, numericAxes, type CellSpace } from './plan/cells.js';

export { lookAtStep, runEagerly, type EagerRun, type StepObserver } from './eager.js';
export { traceTraining, type TrainingOptions } from './compiled/trace-training.js';
export { compilePrograms, runCompiled, type CompiledPlan } from './compiled/compile-programs.js';

export {
  convergenceMeasure,
  failedRecord,
  lastLosses,
  outcomeOf,
  recordOf,
  summaryOf,
} from './outcome.js';

export {
  runFormat,
  type RunEngine,
  type RunInfo,
  type RunMachine,
  type RunScenario,
} from './store/run-info.js';
export {
  createRun,
  openRun,
  outcomes,
  type OutcomeCounts,
  type RunStore,
} from './store/run-store.js';
export { exportRun, exportText, type ExportFormat } from './export-run.js';
export type * from './report-data.js';
export { reportData } from './build-report-data.js';
export { explainCell, type CellStory } from './explain-cell.js';
