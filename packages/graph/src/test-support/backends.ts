/** The tfjs backends that traced graphs are compared with: cpu and wasm always, native TensorFlow where it is installed. */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { loadTfjsNode, nativeTensorflow } from '@brink/testing';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const require = createRequire(import.meta.url);

export type BackendName = 'cpu' | 'wasm' | 'tensorflow';

export const hasNative = nativeTensorflow !== undefined;

/** Makes `name` the backend of tfjs. */
export async function useBackend(name: BackendName): Promise<void> {
  if (name === 'tensorflow' && !tf.engine().backendNames().includes('tensorflow'))
    loadTfjsNode(nativeTensorflow!);
  if (name === 'wasm')
    setWasmPaths(join(resolve(require.resolve('@tensorflow/tfjs-backend-wasm'), '..'), '/'));
  await tf.setBackend(name);
}
