import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeBackends } from '../test-support/backends.js';
import { lossCases, reductionCases, type TensorCase } from '../test-support/reduction.cases.js';

const cases: readonly TensorCase[] = [...reductionCases, ...lossCases];

function flat(values: TensorCase['x']): number[] {
  return typeof values === 'number' ? [values] : values.flatMap(flat);
}

const slopeOf = (operation: TensorCase['operation']) => (x: tf.Tensor) =>
  tf.grad((input) => tf.sum(operation(input)))(x);

function evaluate(operation: TensorCase['operation'], x: TensorCase['x']): number[] {
  return Array.from(tf.tidy(() => operation(tf.tensor(x as number[]))).dataSync());
}

function expectClose(got: readonly number[], want: readonly number[], tolerance = 4e-6): void {
  expect(got.length).toBe(want.length);
  got.forEach((number, i) => {
    const expected = Math.fround(want[i]!);
    const close =
      Object.is(number, expected) ||
      number === expected ||
      Math.abs(number - expected) <= tolerance * Math.abs(expected) + 1e-38;
    expect(
      close,
      `element ${String(i)}: got [${got.join(', ')}], stated [${want.join(', ')}]`,
    ).toBe(true);
  });
}

describeBackends('reductions and losses', () => {
  test.each(cases)('value: $title', ({ operation, x, value, tolerance }) => {
    expectClose(evaluate(operation, x), flat(value), tolerance);
  });

  test.each(cases)('gradient: $title', ({ operation, x, gradient, tolerance }) => {
    expectClose(evaluate(slopeOf(operation), x), flat(gradient), tolerance);
  });

  test.each(cases)('nothing left behind: $title', ({ operation, x }) => {
    const input = tf.tensor(x as number[]);
    const before = tf.memory().numTensors;
    tf.tidy(() => operation(input)).dispose();
    tf.tidy(() => slopeOf(operation)(input)).dispose();
    expect(tf.memory().numTensors).toBe(before);
    input.dispose();
  });
});
