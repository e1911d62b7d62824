/** The backends that a test runs on: cpu always, native TensorFlow where it is installed. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, vi } from 'vitest';

const nativeRoot =
  process.env.BRINK_NATIVE ?? resolve(import.meta.dirname, '../../../../.native/cpu');

/** Where tfjs-node lies; undefined where it is not installed. */
export const nativeTensorflow = [
  join(nativeRoot, 'node_modules/@tensorflow/tfjs-node'),
  join(nativeRoot, 'cpu/node_modules/@tensorflow/tfjs-node'),
].find((path) => existsSync(path));

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
        if (!tf.engine().backendNames().includes('tensorflow')) loadTensorflow();
        if (!(await tf.setBackend('tensorflow'))) throw new Error('tensorflow did not start');
      });
      define();
    },
  );
}

function loadTensorflow(): void {
  // tfjs-node 4.22 calls functions of node:util that Node 23 removed.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
  // tfjs warns of each kernel that is registered a second time.
  const warnings = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  createRequire(import.meta.url)(nativeTensorflow!);
  warnings.mockRestore();
}
