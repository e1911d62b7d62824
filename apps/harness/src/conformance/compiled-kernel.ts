/** One operation on single numbers, as a compiled program computes it. */
import { compileTraining, loadProgram } from '@brink/compiler';
import { trace, type TensorSpec } from '@brink/graph';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelCase } from './kernel-cases.js';

const scalar: TensorSpec = { shape: [], dtype: 'float' };

/** The operation as the loss of a training of one step; its two numbers are axes. */
export async function compiledResult({ operation, at }: KernelCase): Promise<number> {
  const axes = { 'axis:a': scalar, 'axis:b': scalar };
  const init = trace({
    phase: 'init',
    inputs: axes,
    run: () => ({ 'param:w': tf.scalar(0) }),
  });
  const step = trace({
    inputs: { ...axes, step: scalar, 'param:w': scalar },
    run: (given) => {
      const a = given['axis:a'] as tf.Scalar;
      const loss = operation(a, given['axis:b'] as tf.Scalar);
      const w = given['param:w']!;
      return { loss, 'gradient:w': tf.zerosLike(w), 'param:w': w };
    },
  });
  const compiled = await compileTraining({
    graphs: { init, step },
    axes: ['a', 'b'],
    precision: 'float32',
    steps: 1,
    batches: { kind: 'full' },
  });
  return loadProgram(compiled).run([at])[0]!.initialLoss;
}
