import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { useBackend } from '../backends/use-backend.js';
import { compiledResult } from './compiled-kernel.js';
import { kernelTable } from './kernel-table.js';

describe('the table of kernels', () => {
  it('marks what is not exact but for rounding, and names what all agree on', () => {
    const rows = [
      { text: 'f(NaN)', exact: NaN, results: [NaN, 0] },
      { text: 'g(0)', exact: -0, results: [0, -0] },
      { text: 'h(3)', exact: 1 / 3, results: [Math.fround(1 / 3), Math.fround(1 / 3) + 3e-8] },
      { text: 'k(1)', exact: 1, results: ['no kernel', 1.001] },
    ];
    expect(kernelTable(['one', 'other'], rows)).toBe(
      [
        '| operation | IEEE | one | other |',
        '| --- | --- | --- | --- |',
        '| `f(NaN)` | NaN | NaN | **0** |',
        '| `g(0)` | -0 | **0** | -0 |',
        '| `k(1)` | 1 | **no kernel** | **1.001** |',
        '',
        'All agree on `h(3)`.',
      ].join('\n'),
    );
  });
});

it('a compiled operation keeps the NaN that a backend may lose', async () => {
  await useBackend('cpu');
  const relu6 = { text: '', at: [NaN, 0], operation: tf.relu6, exact: NaN } as const;
  expect(await compiledResult(relu6)).toBe(NaN);
  expect(await compiledResult({ ...relu6, at: [9, 0] })).toBe(6);
});
