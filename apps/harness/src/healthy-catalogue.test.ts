/** The catalogue's cures are healthy: `blame` finds nothing in their first steps. */
import * as tf from '@tensorflow/tfjs-core';
import { blameSync } from '@brink/detectors';
import {
  catalogue,
  createTraining,
  numericOf,
  point,
  structuralOf,
  takeRows,
  type StepResult,
} from '@brink/scenarios';
import { expect, it } from 'vitest';
import { describeBackends } from './test-support/backends.js';

const cures = catalogue.flatMap((scenario) =>
  Object.keys(scenario.variants)
    .filter((variant) => variant !== 'broken')
    .map((variant) => ({ name: scenario.name, scenario, variant })),
);

describeBackends('blame', () => {
  it('has cures to look at', () => {
    expect(cures.length).toBeGreaterThanOrEqual(catalogue.length);
  });

  it.each(cures)('finds nothing in $name, variant $variant', ({ scenario, variant }) => {
    tf.tidy(() => {
      const at = point(scenario, {});
      const training = createTraining(scenario, variant, {
        structural: structuralOf(scenario, at),
        seed: 1,
      });
      const axes = Object.fromEntries(
        Object.entries(numericOf(scenario, at)).map(([name, value]) => [name, tf.scalar(value)]),
      );
      const { data, ...start } = training.init(axes);
      let state = start;
      for (let step = 0; step < 2; step += 1) {
        const rows = training.batchRows(step);
        const batch = rows === null ? data : takeRows(data, rows);
        let result: StepResult | undefined;
        const report = blameSync(() => {
          result = training.step({ axes, step: tf.scalar(step), ...state, batch });
          return { ...result };
        });
        expect(report.operations).toBeGreaterThan(10);
        expect(report).toMatchObject({ finite: true, origin: null, badResults: [] });
        state = { params: result!.params, slots: result!.slots };
      }
    });
  });
});
