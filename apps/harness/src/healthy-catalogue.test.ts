/** The catalogue's cures are healthy: `blame` finds nothing in their first steps. */
import * as tf from '@tensorflow/tfjs-core';
import { blameSync } from '@brink/detectors';
import { catalogue, takeRows, type StepResult } from '@brink/scenarios';
import { expect, it } from 'vitest';
import { trainingAt } from './scenario/training-at.js';
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
      const { training, axes: numbers } = trainingAt(scenario, variant, {});
      const axes = Object.fromEntries(
        Object.entries(numbers).map(([name, value]) => [name, tf.scalar(value)]),
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
