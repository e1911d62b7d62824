/**
 * What each scenario claims, on the compiled engine and by the detectors. The page docs/gallery.md is
 * the same on a finer grid.
 */
import { catalogue } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { itHoldsWhatItClaims } from '../test-support/claimed-evidence.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const claiming = catalogue.filter(({ evidence }) => evidence !== null);

it('has a claim of every scenario to look at', () => {
  expect(claiming).toEqual(catalogue);
});

describe.each(claiming.map((scenario) => [scenario.name, scenario] as const))(
  '%s',
  (_, scenario) => {
    itHoldsWhatItClaims(scenario);
  },
);
