/**
 * Runs the cases of kernel-cases.ts on every backend and compiled, and prints those that anyone gets
 * other than exactly as a table in Markdown: a part of `npm run conformance`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../backends/backend.js';
import { limitTensorflowThreads } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import { printResult } from '../terminal.js';
import { compiledResult } from './compiled-kernel.js';
import { kernelCases, type KernelCase } from './kernel-cases.js';
import { kernelTable, type Result } from './kernel-table.js';

const backends: readonly BackendName[] = ['cpu', 'wasm', 'tensorflow'];

function resultOn({ operation, at: [a, b] }: KernelCase): Result {
  try {
    return tf.tidy(
      () => operation(tf.scalar(a, 'float32'), tf.scalar(b, 'float32')).dataSync()[0]!,
    );
  } catch (error) {
    if (error instanceof Error && /not registered|not found/i.test(error.message))
      return 'no kernel';
    throw error;
  }
}

limitTensorflowThreads();
const columns: Result[][] = [];
for (const backend of backends) {
  await useBackend(backend);
  columns.push(kernelCases.map(resultOn));
}
await useBackend('cpu');
const compiled: Result[] = [];
for (const one of kernelCases) compiled.push(await compiledResult(one));
printResult(
  kernelTable(
    [...backends, 'compiled'],
    kernelCases.map(({ text, exact }, at) => ({
      text,
      exact,
      results: [...columns, compiled].map((column) => column[at]!),
    })),
  ),
);
