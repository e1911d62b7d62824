/**
 * @brink/scenarios: training problems that break, with their cures.
 *
 * What it is: `defineScenario` and its builders, the pure training step that every engine runs,
 * seeded draws, and the catalogue, one folder per cause. What it is not: it runs no sweep and
 * decides no outcome (that is @brink/sweep).
 */
export * from './define.js';
export { ScenarioError } from './errors.js';
export { createRandom } from './random/random.js';
export { checkValue, numericOf, point, structuralOf } from './point.js';
export {
  createTraining,
  takeRows,
  type AxisScalars,
  type RecordArguments,
  type StepArguments,
  type StepResult,
  type TrainingFunctions,
  type TrainingPhase,
  type TrainingState,
} from './training.js';
export { catalogue, findScenario } from './catalogue/index.js';
export {
  claims,
  nearlyAll,
  verdictOf,
  type Claim,
  type ClaimKind,
  type ClaimVerdict,
  type Measurement,
  type Setting,
} from './claims/index.js';
export {
  readPenguins,
  readShakespeare,
  readTable,
  type ClassTable,
  type Penguins,
  type TableName,
} from './data/tables.js';
