/** The backends that a test of the catalogue runs on: cpu always, native TensorFlow where it is installed. */
import { beforeAll, describe } from 'vitest';
import { useBackend } from '../backends/use-backend.js';
import { hasNativeTensorflow } from './native.js';

/** Runs the tests that `define` makes on every backend there is, each made the current one before. */
export function describeBackends(title: string, define: () => void): void {
  describe(`${title}, on cpu`, () => {
    beforeAll(() => useBackend('cpu'));
    define();
  });
  describe.skipIf(!hasNativeTensorflow)(`${title}, on tensorflow [needs native TensorFlow]`, () => {
    beforeAll(() => useBackend('tensorflow'));
    define();
  });
}
