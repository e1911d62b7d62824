import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { preconditionersOf } from './adam-preconditioner.js';
import { regressions } from './data-sets.js';
import { equilibriumMomenta, measureEquilibrium } from './equilibrium.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it.each(equilibriumMomenta)(
  'full-batch Adam with beta1 %d comes to rest where Cohen et al. say',
  (beta1) => {
    for (const regression of regressions().filter(({ columns }) => columns < 10)) {
      const { median, computed } = measureEquilibrium(regression, beta1, 2000);
      expect(Math.abs(median / computed - 1), regression.name).toBeLessThan(0.1);
    }
  },
);

it('the preconditioner of the first step is the size of the gradient, and no tensor stays', () => {
  const before = tf.memory().numTensors;
  const [regression] = regressions();
  const { rows, columns, x, y } = regression!;
  const [found] = preconditionersOf(regression!, { lr: 1e-3, beta1: 0.9, beta2: 0.999 }, [1]);
  const gradient = Array.from({ length: columns }, (_, column) =>
    Math.abs(y.reduce((sum, each, row) => sum - (2 / rows) * each * x[row * columns + column]!, 0)),
  );
  gradient.forEach((size, column) => {
    expect(found![column]! / size).toBeCloseTo(1, 4);
  });
  expect(tf.memory().numTensors).toBe(before);
});
