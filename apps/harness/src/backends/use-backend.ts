/** Makes a tfjs backend the current one of this thread. */
import * as tf from '@tensorflow/tfjs-core';
// In Node tfjs-core comes without its gradients; tfjs-layers registers them.
import '@tensorflow/tfjs-layers';
import { UnavailableError } from '../errors.js';
import type { BackendName } from './backend.js';
import { chainOperations } from './chained-operations.js';
import { loadCpu } from './cpu.js';
import { quietly } from './quietly.js';
import { loadTensorflow } from './tensorflow.js';
import { loadWasm } from './wasm.js';

const loaders: Readonly<Record<BackendName, () => Promise<unknown>>> = {
  cpu: loadCpu,
  wasm: loadWasm,
  tensorflow: loadTensorflow,
};

chainOperations();

const loaded = new Set<BackendName>();

/**
 * Loads the backend if this thread has not yet, and makes it current.
 *
 * @throws UnavailableError where it cannot run here, with the repair
 */
export async function useBackend(name: BackendName): Promise<void> {
  let works = false;
  try {
    if (!loaded.has(name)) await quietly(loaders[name]);
    loaded.add(name);
    works = await tf.setBackend(name);
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UnavailableError(`backend ${name}`, why, 'see `brink doctor`');
  }
  if (!works)
    throw new UnavailableError(`backend ${name}`, 'it did not start', 'see `brink doctor`');
}
