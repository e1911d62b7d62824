/** The tfjs backends that traced graphs are compared with: cpu and wasm always, native TensorFlow where it is installed. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { vi } from 'vitest';

const require = createRequire(import.meta.url);

const nativeRoot =
  process.env.BRINK_NATIVE ?? resolve(import.meta.dirname, '../../../../.native/cpu');
const addon = [
  join(nativeRoot, 'node_modules/@tensorflow/tfjs-node'),
  join(nativeRoot, 'cpu/node_modules/@tensorflow/tfjs-node'),
].find((path) => existsSync(path));

export type BackendName = 'cpu' | 'wasm' | 'tensorflow';

export const hasNative = addon !== undefined;

/** Makes `name` the backend of tfjs. */
export async function useBackend(name: BackendName): Promise<void> {
  if (name === 'tensorflow' && !tf.engine().backendNames().includes('tensorflow')) {
    // tfjs warns of each kernel that is registered a second time.
    const warnings = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    require(addon!);
    warnings.mockRestore();
  }
  if (name === 'wasm')
    setWasmPaths(join(resolve(require.resolve('@tensorflow/tfjs-backend-wasm'), '..'), '/'));
  await tf.setBackend(name);
}
