/**
 * @brink/scenarios: training problems that break, with their cures.
 *
 * What it is: `defineScenario` and its builders, the pure training step that every engine runs,
 * seeded draws, and the catalogue, one folder per cause. What it is not: it runs no sweep and
 * decides no outcome (that is @brink/sweep).
 */
export type * from './scenario.js';
export { ScenarioError } from './errors.js';
export { choice, integer, linear, log } from './axes.js';
export { adam, momentum, rmsprop, sgd } from './optimizers.js';
export { fullBatch, minibatches } from './batches.js';
export { createRandom } from './random/random.js';
export {
  assertScenario,
  defineScenario,
  type Definition,
  type VariantDefinition,
} from './definition.js';
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
