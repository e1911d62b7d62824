/** What the definition of a scenario is written with: for the catalogue and for a user's own file. */
export { choice, integer, linear, log } from './axes.js';
export { fullBatch, minibatches } from './batches.js';
export { assertScenario, defineScenario } from './definition.js';
export type { Definition, VariantDefinition } from './definition.js';
export { adam, momentum, rmsprop, sgd } from './optimizers.js';
export type * from './scenario.js';
