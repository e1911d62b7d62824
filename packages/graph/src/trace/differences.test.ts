/** The table of differences in README.md, held to what each backend does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate/evaluate.js';
import { hasNative, useBackend, type BackendName } from '../test-support/backends.js';
import { trace } from './trace.js';

interface Difference {
  /** As in the table. */
  readonly what: string;
  readonly inputs: readonly (readonly number[])[];
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly graph: string;
  readonly tensorflow: string;
  readonly cpu: string;
  readonly wasm: string;
}

const [nan, inf] = [NaN, Infinity];
const lowest = '-3.4028235e+38';

function row(
  what: string,
  inputs: Difference['inputs'],
  run: Difference['run'],
  [graph, tensorflow, cpu, wasm]: readonly [string, string, string, string],
): Difference {
  return { what, inputs, run, graph, tensorflow, cpu, wasm };
}

const row4 = (x: tf.Tensor) => tf.reshape<tf.Rank.R4>(x, [1, 1, x.size, 1]);
const pool = (x: tf.Tensor) => tf.maxPool(row4(x), [1, 2], 1, 'valid');
const averages = (x: tf.Tensor) => tf.avgPool(row4(x), [1, 2], 2, 'same');

const differences: readonly Difference[] = [
  row('relu(Inf - Inf)', [[inf]], (x) => tf.relu(tf.sub(x!, x!)), ['NaN', 'NaN', 'NaN', '0']),
  row('relu6(NaN)', [[nan]], (x) => tf.relu6(x!), ['NaN', 'NaN', 'NaN', '0']),
  row('maximum(1, NaN)', [[1], [nan]], (a, b) => tf.maximum(a!, b!), ['NaN', 'NaN', 'NaN', '1']),
  row('clipByValue(NaN, -1, 1)', [[nan]], (x) => tf.clipByValue(x!, -1, 1), [
    'NaN',
    'NaN',
    'NaN',
    '-1',
  ]),
  row('maxPool of NaN, 1', [[nan, 1]], (x) => pool(x!), ['1', '1', '1', '-Infinity']),
  row('maxPool of NaN, NaN', [[nan, nan]], (x) => pool(x!), [
    lowest,
    lowest,
    '-Infinity',
    '-Infinity',
  ]),
  row('gradient of maxPool of NaN, 1', [[nan, 1]], (x) => tf.grad(pool)(x!), [
    '1, 0',
    '1, 0',
    '0, 1',
    '0, 1',
  ]),
  row(
    'gradient of avgPool where a window hangs over the edge',
    [[1, 2, 3]],
    (x) => tf.grad(averages)(x!),
    ['0.5, 0.5, 1', '0.5, 0.5, 1', '0.5, 0.5, 0.5', '0.5, 0.5, 0.5'],
  ),
  row('sign(NaN)', [[nan]], (x) => tf.sign(x!), ['NaN', 'NaN', '0', '0']),
  row('sign(-0)', [[-0]], (x) => tf.sign(x!), ['-0', '0', '0', '0']),
  row('relu(-0)', [[-0]], (x) => tf.relu(x!), ['0', '-0', '0', '0']),
  row('sum(-0)', [[-0]], (x) => tf.sum(x!), ['0', '-0', '0', '0']),
  row(
    'pow(1, Inf), pow(1, NaN)',
    [
      [1, 1],
      [inf, nan],
    ],
    (a, b) => tf.pow(a!, b!),
    ['1, 1', '1, 1', 'NaN, NaN', '1, 1'],
  ),
  row('mod(-1, Inf)', [[-1], [inf]], (a, b) => tf.mod(a!, b!), [
    'Infinity',
    'Infinity',
    'NaN',
    'NaN',
  ]),
  row('prelu(Inf)', [[inf]], (x) => tf.prelu(x!, tf.scalar(0.5)), [
    'NaN',
    'NaN',
    'Infinity',
    'Infinity',
  ]),
  row('mean(3e38, 3e38)', [[3e38, 3e38]], (x) => tf.mean(x!), [
    'Infinity',
    'Infinity',
    '3e+38',
    'Infinity',
  ]),
  row('cast of NaN, 3e9 to int32', [[nan, 3e9]], (x) => tf.cast(x!, 'int32'), [
    '0, 2147483647',
    '-2147483648, -2147483648',
    '0, -1294967296',
    '0, -1294967296',
  ]),
  row('argMax(NaN, 1)', [[nan, 1]], (x) => tf.argMax(x!), ['0', '1', '0', '0']),
  row('argMax(1, NaN, 0)', [[1, nan, 0]], (x) => tf.argMax(x!), ['1', '0', '0', '0']),
  row('erf(0.1)', [[0.1]], (x) => tf.erf(x!), [
    '0.11246292',
    '0.11246292',
    '0.11246297',
    '0.11246292',
  ]),
  row('1e-30 * 1e-10 (subnormal)', [[1e-30], [1e-10]], (a, b) => tf.mul(a!, b!), [
    '9.9999461e-41',
    '0',
    '9.9999461e-41',
    '9.9999461e-41',
  ]),
  row('sigmoid(-90)', [[-90]], (x) => tf.sigmoid(x!), ['8.1940087e-40', '0', '8.1940087e-40', '0']),
  row('log(1e-40)', [[1e-40]], (x) => tf.log(x!), [
    '-92.103409',
    '-Infinity',
    '-92.103409',
    '-92.103409',
  ]),
  row(
    'unsortedSegmentSum of 1, NaN into two',
    [[1, nan]],
    (x) => tf.unsortedSegmentSum(x!, tf.tensor1d([0, 1], 'int32'), 2),
    ['1, NaN', '1, NaN', 'NaN, NaN', 'no kernel'],
  ),
];

/** Eight digits tell floats apart well enough here. */
function text(values: ArrayLike<number>): string {
  return Array.from(values, (value) => {
    if (Object.is(value, -0)) return '-0';
    return Number.isInteger(value) && Math.abs(value) < 2 ** 32
      ? String(value)
      : String(Number(value.toPrecision(8)));
  }).join(', ');
}

function eager({ inputs, run }: Difference): string {
  try {
    return text(tf.tidy(() => run(...inputs.map((values) => tf.tensor1d([...values])))).dataSync());
  } catch (error) {
    if (error instanceof Error && error.message.includes('not registered')) return 'no kernel';
    throw error;
  }
}

function traced({ inputs, run }: Difference): string {
  const name = (at: number) => `x${at}`;
  const graph = trace({
    inputs: Object.fromEntries(
      inputs.map(({ length }, at) => [name(at), { shape: [length], dtype: 'float' as const }]),
    ),
    run: (given) => ({ y: run(...inputs.map((_, at) => given[name(at)]!)) }),
  });
  const values = Object.fromEntries(inputs.map((data, at) => [name(at), data]));
  return text(evaluate(graph, values, { precision: 'float32' }).y!);
}

describe('the table of differences between backends', () => {
  it('is true of traced graphs', () => {
    for (const difference of differences)
      expect([difference.what, traced(difference)]).toEqual([difference.what, difference.graph]);
  });

  for (const backend of ['cpu', 'wasm', 'tensorflow'] as const satisfies readonly BackendName[]) {
    it.skipIf(backend === 'tensorflow' && !hasNative)(
      `is true of ${backend}${backend === 'tensorflow' ? ' [needs native TensorFlow]' : ''}`,
      async () => {
        await useBackend(backend);
        for (const difference of differences)
          expect([difference.what, eager(difference)]).toEqual([
            difference.what,
            difference[backend],
          ]);
      },
    );
  }

  it('is the one in the README', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const rows = readme.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const shown = rows.filter((cells) => cells.length === 7).slice(2);
    expect(shown.map((cells) => cells.slice(1, 6))).toEqual(
      differences.map(({ what, graph, tensorflow, cpu, wasm }) => [
        what,
        graph,
        tensorflow,
        cpu,
        wasm,
      ]),
    );
  });
});
