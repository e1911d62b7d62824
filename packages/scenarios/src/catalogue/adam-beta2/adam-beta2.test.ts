import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { outcomeOf, runEagerly } from '../../test-support/eager-run.js';
import { adamBeta2 } from './adam-beta2.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it.each([
  ['broken', 1e9, 'parameter:weight', true],
  ['broken', 1e7, null, false],
  ['fixed', 1e9, null, false],
])('%s, with a memory of %d steps: NaN at first in %s', (variant, memory, site, badIsNaN) => {
  const run = runEagerly(adamBeta2, variant, { at: { memory }, seed: 1, steps: 2 });
  expect(run).toMatchObject({ firstBadStep: site === null ? -1 : 0, site, badIsNaN });
});

it('climbs where it forgets the rare pull between two of them, and not where it remembers', () => {
  const outcome = (variant: string) =>
    outcomeOf(runEagerly(adamBeta2, variant, { at: { memory: 5 }, seed: 1, steps: 1000 }));
  expect([outcome('broken'), outcome('fixed')]).toEqual(['diverged', 'converged']);
});
