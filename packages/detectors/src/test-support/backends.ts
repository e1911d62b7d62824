/** The backends that a test runs on: cpu always, native TensorFlow where it is installed. */
import { loadTfjsNode, nativeTensorflow } from '@brink/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe } from 'vitest';

/** Runs the tests that `define` makes on every backend there is, each made the active one before. */
export function describeBackends(title: string, define: () => void): void {
  describe(`${title}, on cpu`, () => {
    beforeAll(async () => {
      await tf.setBackend('cpu');
    });
    define();
  });
  describe.skipIf(nativeTensorflow === undefined)(
    `${title}, on tensorflow [needs native TensorFlow]`,
    () => {
      beforeAll(async () => {
        if (!tf.engine().backendNames().includes('tensorflow')) loadTfjsNode(nativeTensorflow!);
        if (!(await tf.setBackend('tensorflow'))) throw new Error('tensorflow did not start');
      });
      define();
    },
  );
}
