/** Trains one step on the backend that the argument names, and prints how that went as JSON. */
import * as tf from '@tensorflow/tfjs-core';
import { backendNames } from '../backends/backend.js';
import { limitTensorflowThreads, loadTensorflow } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import type { BackendCheck } from '../doctor/check-backend.js';
import { messageOf } from '../errors.js';

/** tanh(0.5) squared, and its derivative there: forward and backward have to be right. */
const expected = { loss: 0.2135523, gradient: 0.726862 };

async function check(): Promise<BackendCheck> {
  const name = backendNames.find((known) => known === process.argv[2]);
  if (name === undefined) return { error: 'no such backend', detail: '' };
  limitTensorflowThreads();
  await useBackend(name);
  const [loss, gradient] = tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((w) => tf.sum(tf.square(tf.tanh(w))))(
      tf.tensor2d([[0.5]]),
    );
    return [value.dataSync()[0] ?? NaN, grad.dataSync()[0] ?? NaN];
  });
  const off = Math.max(
    Math.abs((loss ?? NaN) - expected.loss),
    Math.abs((gradient ?? NaN) - expected.gradient),
  );
  if (!(off < 1e-4)) return { error: `a training step came out wrong by ${off}`, detail: '' };
  if (name !== 'tensorflow') return { error: null, detail: 'a training step came out right' };
  const { version, kind, directory } = await loadTensorflow();
  return { error: null, detail: `TensorFlow ${version} (${kind}) in ${directory}` };
}

const result = await check().catch((error: unknown) => ({ error: messageOf(error), detail: '' }));
process.stdout.write(`${JSON.stringify(result)}\n`);
