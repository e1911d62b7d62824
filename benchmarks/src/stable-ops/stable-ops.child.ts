/** One backend. Arguments: the backend, the rounds, for tensorflow its folder. Prints `BackendTimes`. */
import * as tf from '@tensorflow/tfjs';
import { useBackend } from '../contestants/backend.js';
import { operationCases, inputsOf } from './cases.js';
import type { BackendTimes, Times } from './result.js';
import { medians } from './times.js';

const [, , backend, rounds, folder] = process.argv;
await useBackend(backend!, folder);
const inputs = inputsOf();

function timesOf(calls: readonly (((x: tf.Tensor) => tf.Tensor) | null)[]): Times {
  const [stable, naive, tfjs] = medians(
    calls.map((call) => call && (() => call(inputs.x))),
    Number(rounds),
  );
  return { stable: stable!, naive: naive!, tfjs: tfjs! };
}

const gradientOf = (call: ((x: tf.Tensor) => tf.Tensor) | null) =>
  call && tf.grad((x) => tf.sum(call(x)));

const result: BackendTimes = {
  backend: backend!,
  operations: operationCases.map(({ name, stable, naive, tfjs }) => {
    const calls = [stable(inputs), naive(inputs), tfjs?.(inputs) ?? null];
    return { name, forward: timesOf(calls), gradient: timesOf(calls.map(gradientOf)) };
  }),
};
for (const { name, forward, gradient } of result.operations)
  if (forward.stable === null || gradient.stable === null)
    throw new Error(`benchmarks: the stable ${name} throws on ${result.backend}`);
console.log(JSON.stringify(result));
