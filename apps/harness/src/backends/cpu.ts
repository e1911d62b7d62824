/** The backend `cpu`: pure JavaScript, in every Node. */
import * as tf from '@tensorflow/tfjs-core';

export async function loadCpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
  // Otherwise its first tensor prints a screenful that advertises tfjs-node.
  const backend: unknown = tf.findBackend('cpu');
  if (typeof backend === 'object' && backend !== null) Object.assign(backend, { firstUse: false });
}
