/** One point of a scenario, ready to be trained in plain tfjs. */
import {
  createTraining,
  numericOf,
  point,
  structuralOf,
  type AxisPoint,
  type Scenario,
  type TrainingFunctions,
} from '@brink/scenarios';

export interface TrainingAt {
  readonly training: TrainingFunctions;
  /** The numeric axes by name; the structural ones are bound in the training. */
  readonly axes: Readonly<Record<string, number>>;
}

/**
 * @param at axes by name; those left out have their defaults
 * @returns the training of that point with the seed 1, at which scenarios state their evidence
 */
export function trainingAt(scenario: Scenario, variant: string, at: AxisPoint): TrainingAt {
  const whole = point(scenario, at);
  const structural = structuralOf(scenario, whole);
  return {
    training: createTraining(scenario, variant, { structural, seed: 1 }),
    axes: numericOf(scenario, whole),
  };
}
