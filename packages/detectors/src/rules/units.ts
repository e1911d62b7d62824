/** What dead and saturated units have in common: a unit that passes no gradient, over recent steps. */
import { share } from '../causes/rule.js';
import { newest, type TrainingHistory } from './history.js';
import type { ActivationKind, Observation, SeenActivation } from './observation.js';
import { inARow, sagemaker, type Threshold } from './rule.js';

/** A unit is inactive below this share of its values. */
const activity = 0.01;
/** A layer is told above this share of inactive units. */
const layer = 0.5;
/** Of a relu layer, in standard deviations of a coin's throws beyond a half. */
export const deviations = 2;
/** Below 1 % can be told from 100 values. */
const enough = 100;

export const unitThresholds = (rule: string): readonly Threshold[] => [
  { of: 'share of active values of a unit below', value: activity, source: sagemaker(rule) },
  { of: 'share of such units in a layer above', value: layer, source: sagemaker(rule) },
  { of: 'values of a unit at least', value: enough, source: 'ours: 1 % of fewer is none' },
];

export interface InactiveLayer {
  readonly activation: SeenActivation;
  readonly evidence: string;
}

/** The first layer of this kind in which too many units are inactive, over as many steps as it takes. */
export function inactiveLayer(
  history: TrainingHistory,
  kind: ActivationKind,
  word: string,
): InactiveLayer | null {
  for (const activation of newest(history).activations) {
    if (activation.kind !== kind) continue;
    const found = judged(history, activation, word);
    if (found !== null) return { activation, evidence: found };
  }
  return null;
}

/** True where that layer was inactive in one observed step, however few its values. */
export function isInactive({ activations }: Observation, name: string): boolean {
  const seen = activations.find((one) => one.name === name);
  if (seen === undefined) return false;
  return inactiveUnits(seen) > layer * seen.active.length;
}

/** How many pass less than their share of so many values each. */
const inactiveUnits = ({ active, values }: Pick<SeenActivation, 'active' | 'values'>): number =>
  active.filter((count) => count < activity * values).length;

/**
 * Where all samples look alike, as pictures do or means of embeddings, each relu is on for all or off for
 * all, by chance and half of them: two standard deviations more are no chance, and all are all.
 */
const beyondChance = (kind: ActivationKind, units: number): number =>
  kind === 'relu' ? Math.min(units, units / 2 + deviations * (Math.sqrt(units) / 2)) : 0;

function judged(
  { observations }: TrainingHistory,
  { name, kind, active: { length: units } }: SeenActivation,
  word: string,
): string | null {
  const active = new Array<number>(units).fill(0);
  let values = 0;
  let steps = 0;
  for (const observation of observations.toReversed()) {
    const same = observation.activations.find((one) => one.name === name);
    if (same?.active.length !== units) break;
    same.active.forEach((count, unit) => (active[unit]! += count));
    values += same.values;
    steps += 1;
    if (values >= enough && steps >= inARow) break;
  }
  if (values < enough || steps < inARow) return null;
  const inactive = inactiveUnits({ active, values });
  if (!(inactive > layer * units && inactive >= beyondChance(kind, units))) return null;
  return `${share(inactive, units).replace('value', 'unit')} ${word} in at least 99 % of ${values} values each, over ${steps} observed steps`;
}
