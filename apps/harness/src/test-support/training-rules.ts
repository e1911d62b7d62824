/** A cell trained in plain tfjs under the training rules of @brink/detectors. */
import { observeTraining, type TrainingFinding } from '@brink/detectors';
import {
  createTraining,
  numericOf,
  point,
  structuralOf,
  takeRows,
  type AxisPoint,
  type Scenario,
} from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs-core';

export interface Trained {
  readonly losses: readonly number[];
  readonly findings: readonly TrainingFinding[];
}

/** Trains one cell under all rules, until a loss or a parameter is not finite. */
export function trainUnderRules(
  scenario: Scenario,
  variant: string,
  given: { readonly at: AxisPoint; readonly steps: number; readonly every: number },
): Trained {
  const observer = observeTraining({ rules: 'all', every: given.every });
  const losses: number[] = [];
  tf.tidy(() => {
    const at = point(scenario, given.at);
    const training = createTraining(scenario, variant, {
      structural: structuralOf(scenario, at),
      seed: 1,
    });
    const axes = Object.fromEntries(
      Object.entries(numericOf(scenario, at)).map(([name, value]) => [name, tf.scalar(value)]),
    );
    const { data, ...start } = training.init(axes);
    let state = start;
    for (let step = 0; step < given.steps; step += 1) {
      const rows = training.batchRows(step);
      const batch = rows === null ? data : takeRows(data, rows);
      observer.begin(() => state.params);
      const { loss, gradients, params, slots } = observer.forward(() =>
        training.step({ axes, step: tf.scalar(step), ...state, batch }),
      );
      losses.push(loss.dataSync()[0]!);
      const finite = [loss, ...Object.values(gradients), ...Object.values(params)].every((tensor) =>
        tensor.dataSync().every(Number.isFinite),
      );
      if (!finite) {
        observer.abandon();
        break;
      }
      observer.end(loss, gradients, () => params);
      state = { params, slots };
    }
    observer.release();
  });
  return { losses, findings: observer.findings };
}
