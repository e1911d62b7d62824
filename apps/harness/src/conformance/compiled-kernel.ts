/** One operation on single numbers, as a compiled program computes it. */
import { compileFunction, loadFunction } from '@brink/compiler';
import { trace, type TensorSpec } from '@brink/graph';
import type * as tf from '@tensorflow/tfjs-core';
import type { KernelCase } from './kernel-cases.js';

const scalar: TensorSpec = { shape: [], dtype: 'float' };

/** The operation as a compiled function of its two numbers. */
export async function compiledResult({ operation, at: [a, b] }: KernelCase): Promise<number> {
  const graph = trace({
    inputs: { a: scalar, b: scalar },
    run: (given) => ({ result: operation(given.a as tf.Scalar, given.b as tf.Scalar) }),
  });
  const { inputs, outputs, apply } = loadFunction(
    await compileFunction(graph, { precision: 'float32', length: 4 }),
  );
  inputs.a?.fill(a);
  inputs.b?.fill(b);
  apply();
  return outputs.result![0]!;
}
