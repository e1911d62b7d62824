/**
 * The catalogue: one line per scenario, one folder each. All go through `catalogue.test.ts`.
 */
import type { Scenario } from '../scenario.js';
import { categoricalAsNumber } from './categorical-as-number/categorical-as-number.js';
import { constantFeature } from './constant-feature/constant-feature.js';
import { labelOutOfRange } from './label-out-of-range/label-out-of-range.js';
import { largeVarianceFeature } from './large-variance-feature/large-variance-feature.js';
import { missingValues } from './missing-values/missing-values.js';
import { outlier } from './outlier/outlier.js';
import { rnnLongSequence } from './rnn-long-sequence/rnn-long-sequence.js';
import { tanhMlp } from './tanh-mlp/tanh-mlp.js';
import { targetScale } from './target-scale/target-scale.js';
import { unscaledFeatures } from './unscaled-features/unscaled-features.js';
import { zeroFeature } from './zero-feature/zero-feature.js';

export const catalogue: readonly Scenario[] = [
  // data
  unscaledFeatures,
  largeVarianceFeature,
  constantFeature,
  zeroFeature,
  missingValues,
  categoricalAsNumber,
  targetScale,
  outlier,
  labelOutOfRange,
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
