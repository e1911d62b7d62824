import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import '../test-support/backends.js';
import { sweepOperation } from '../test-support/sweep-operation.js';
import { unaryCases } from './unary-cases.js';

/** A stratified sample: 131 numbers of each sign and exponent. */
const stride = 64_009;

// Not on tensorflow: its kernels treat subnormal numbers as 0, so infinities come earlier there.
describe.each(['cpu', 'wasm'])('a sample of all float32 numbers on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  test.each(unaryCases)(
    '$name and its gradient are NaN or infinite exactly where the mathematical result is',
    (one) => {
      const { value, gradient } = sweepOperation(
        one.operation,
        one.everywhere,
        stride,
        one.convention,
      );
      expect(value.tried).toBeGreaterThan(67_000);
      expect(value, 'value').toMatchObject({ wrongKind: 0 });
      expect(gradient, 'gradient').toMatchObject({ wrongKind: 0 });
    },
  );
});
