/**
 * The catalogue: one line per scenario, one folder each. All go through `catalogue.test.ts`.
 */
import type { Scenario } from '../scenario.js';
import { rnnLongSequence } from './rnn-long-sequence/rnn-long-sequence.js';
import { tanhMlp } from './tanh-mlp/tanh-mlp.js';
import { unscaledFeatures } from './unscaled-features/unscaled-features.js';

export const catalogue: readonly Scenario[] = [
  // data
  unscaledFeatures,
  // operation
  // initialisation
  // dynamics
  tanhMlp,
  // architecture
  rnnLongSequence,
];

/** The catalogued scenario of this name; null where there is none. */
export function findScenario(name: string): Scenario | null {
  return catalogue.find((scenario) => scenario.name === name) ?? null;
}
