/** The backends that a contract runs on: cpu and wasm always, native TensorFlow where it is installed. */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { loadTfjsNode, nativeTensorflow } from '@brink/testing';
import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of tfjs's own operations, which tfjs-core alone does not, and the cpu backend.
import '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe } from 'vitest';

const require = createRequire(import.meta.url);

setWasmPaths(join(resolve(require.resolve('@tensorflow/tfjs-backend-wasm'), '..'), '/'));

/** What a test may have to know about a backend. */
export interface Backend {
  readonly name: 'cpu' | 'wasm' | 'tensorflow';
  /** TensorFlow's kernels treat subnormal numbers as 0. */
  readonly flushesSubnormals: boolean;
}

/** Runs the tests that `define` makes on every backend there is. */
export function describeBackends(title: string, define: (backend: Backend) => void): void {
  for (const name of ['cpu', 'wasm'] as const)
    describe(`${title} on ${name}`, () => {
      beforeAll(async () => {
        await tf.setBackend(name);
      });
      define({ name, flushesSubnormals: false });
    });
  describe.skipIf(nativeTensorflow === undefined)(
    `${title} on tensorflow [needs native TensorFlow]`,
    () => {
      beforeAll(async () => {
        loadTfjsNode(nativeTensorflow!);
        await tf.setBackend('tensorflow');
      });
      define({ name: 'tensorflow', flushesSubnormals: true });
    },
  );
}
