/** What docs/conformance.md takes for its reference: TensorFlow that rounds a product before it is added. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { hasNativeTensorflow } from '../test-support/native.js';

/** One of 16 sums 1e20 1e20 - 1e20 1e20, whose products are no single-precision numbers. */
const program = `
  import * as tf from '@tensorflow/tfjs-core';
  import { limitTensorflowThreads } from './dist/backends/tensorflow.js';
  import { useBackend } from './dist/backends/use-backend.js';
  limitTensorflowThreads();
  await useBackend('tensorflow');
  const signs = tf.concat([tf.fill([1, 4], 1e20), tf.fill([1, 4], -1e20)]);
  process.stdout.write(String(tf.matMul(tf.fill([4, 2], 1e20), signs).dataSync()[0]));
`;

it.skipIf(!hasNativeTensorflow || process.arch !== 'x64')(
  'without a fused multiply-add TensorFlow makes NaN of two products that overflow apart [needs native TensorFlow]',
  () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', program],
      {
        cwd: new URL('../..', import.meta.url),
        encoding: 'utf8',
        env: { ...process.env, ONEDNN_MAX_CPU_ISA: 'AVX' },
      },
    );
    expect(stdout, stderr).toBe('NaN');
  },
);
