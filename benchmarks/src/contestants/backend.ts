/** The tfjs backend of a measured process, held to one thread. */
import { createRequire } from 'node:module';
import { loadTfjsNode } from '@brink/testing';
import * as tf from '@tensorflow/tfjs';

/**
 * @param folder The staged tfjs-node, for the backend `tensorflow`.
 * @throws Error where the backend is not there
 */
export async function useBackend(backend: string, folder: string | undefined): Promise<void> {
  if (backend === 'wasm') {
    const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const require = createRequire(import.meta.url);
    setWasmPaths(
      require
        .resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')
        .replace(/[^/\\]+$/, ''),
    );
    setThreadsCount(1);
  }
  if (backend === 'tensorflow') loadTfjsNode(folder!);
  await tf.setBackend(backend);
  await tf.ready();
  if (tf.getBackend() !== backend) throw new Error(`backend ${backend} is not there`);
}
