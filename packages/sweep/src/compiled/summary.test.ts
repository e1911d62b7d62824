/** What a compiled program tells of its losses against outcome.ts, on histories of every kind. */
import * as tf from '@tensorflow/tfjs';
import { compileTraining, load } from '@brink/compiler';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { summaryOf } from '../outcome.js';
import { leastSquares } from '../test-support/least-squares.js';
import { traceTraining } from './trace-training.js';

const TOLD = ['initialLoss', 'finalLoss', 'leastLoss', 'endLoss', 'measure'] as const;

const key = { variant: 'broken', structural: { features: 2, form: 'squared' } };

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const ordinary = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const hard = fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1e-45, 3e38, -3e38, 1e300, 5e-324);
/** A lane that fell, rose or did anything, and the step at which it stopped, if it did. */
const lane = (steps: number) =>
  fc.record({
    losses: fc.oneof(
      fc.array(ordinary, { minLength: steps, maxLength: steps }),
      fc.array(fc.oneof({ weight: 5, arbitrary: ordinary }, hard, fc.double()), {
        minLength: steps,
        maxLength: steps,
      }),
      ordinary.map((from) => Array.from({ length: steps }, (_, step) => from * 0.9 ** step)),
    ),
    bad: fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: steps - 1 })),
  });

describe.each(['float32', 'float64'] as const)('in %s', (precision) => {
  it.each([1, 7, 20, 21, 60])(
    'a history of %d steps is summed up as by outcome.ts, to the same bits in each lane',
    async (steps) => {
      const spec = traceTraining(leastSquares, key, { seed: 1, steps, precision });
      const { module, layout, lanes } = await compileTraining(spec);
      const { memory, run } = load(module);
      const Floats = precision === 'float32' ? Float32Array : Float64Array;
      const losses = new Floats(memory.buffer, layout.losses, steps * lanes);
      const bad = new Floats(memory.buffer, layout.firstBadStep, lanes);
      const summary = new Float64Array(memory.buffer, layout.summary, TOLD.length * lanes);
      fc.assert(
        fc.property(fc.array(lane(steps), { minLength: lanes, maxLength: lanes }), (given) => {
          given.forEach((one, at) => {
            // What stands after the bad step is what neighbours left there.
            one.losses.forEach((loss, step) => (losses[step * lanes + at] = loss));
            bad[at] = one.bad;
          });
          run('summarise');
          given.forEach((one, at) => {
            const ran = one.bad < 0 ? steps : one.bad + 1;
            const history = {
              losses: Float64Array.from(Floats.from(one.losses).subarray(0, ran)),
              firstBadStep: one.bad,
              site: null,
              badIsNaN: false,
            };
            const expected = summaryOf(history, steps);
            TOLD.forEach((name, place) => {
              expect(summary[place * lanes + at], name).toBe(expected[name]);
            });
          });
        }),
        { seed: 5, numRuns: 150 },
      );
    },
  );
});
