import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import * as ops from '../index.js';
import { describeBackends } from '../test-support/backends.js';

function clipped(values: number[][], clipNorm: number): { parts: number[][]; norm: number } {
  const given = values.map((row) => tf.tensor1d(row));
  const before = tf.memory().numTensors;
  const { gradients, globalNorm } = ops.clipByGlobalNorm(given, clipNorm);
  const result = {
    parts: gradients.map((g) => Array.from(g.dataSync())),
    norm: globalNorm.dataSync()[0]!,
  };
  tf.dispose([gradients, globalNorm]);
  expect(tf.memory().numTensors).toBe(before);
  tf.dispose(given);
  return result;
}

function expectNear(got: readonly number[], want: readonly number[]): void {
  got.forEach((x, i) => {
    expect(Math.abs(x - want[i]!)).toBeLessThanOrEqual(1e-6 * Math.abs(want[i]!));
  });
}

describeBackends('clipByGlobalNorm', () => {
  test('leaves gradients within the norm as they are', () => {
    const { parts, norm } = clipped([[3], [4]], 5.5);
    expect(parts).toEqual([[3], [4]]);
    expect(norm).toBe(5);
  });

  test('scales all gradients by one factor', () => {
    const { parts } = clipped([[3, 0], [4]], 1);
    expectNear(parts.flat(), [0.6, 0, 0.8]);
  });

  test('scales gradients whose squares, or whose norm, overflow', () => {
    expectNear(clipped([[3e30], [4e30]], 1).parts.flat(), [0.6, 0.8]);
    const beyond = clipped([[3e38], [-3e38]], 1);
    expectNear(beyond.parts.flat(), [Math.SQRT1_2, -Math.SQRT1_2]);
    expect(beyond.norm).toBe(Infinity);
  });

  test('counts NaN as 0 and leaves its neighbours alone', () => {
    const { parts, norm } = clipped([[NaN, 3], [4]], 1);
    expectNear(parts.flat(), [0, 0.6, 0.8]);
    expect(norm).toBeNaN();
  });

  test('lets infinite elements share the norm', () => {
    const { parts, norm } = clipped([[Infinity, 1], [-Infinity]], 2);
    expectNear(parts.flat(), [Math.SQRT2, 0, -Math.SQRT2]);
    expect(norm).toBe(Infinity);
  });

  test('has a gradient, at 0 too', () => {
    const slope = tf.grad((x) => tf.sum(ops.clipByGlobalNorm([x], 1).gradients[0]!));
    expect(Array.from(slope(tf.tensor1d([0, 0])).dataSync())).toEqual([1, 1]);
    const far = Array.from(slope(tf.tensor1d([30, 40])).dataSync());
    expect(far[0]).toBeCloseTo(0.0032, 6);
    expect(far[1]).toBeCloseTo(-0.0024, 6);
  });

  test.each([1, 2])('has a second derivative, of %i tensors', (count) => {
    const clip = (x: tf.Tensor) => {
      const all = Array.from({ length: count }, () => x);
      return tf.sum(tf.square(ops.clipByGlobalNorm(all, 1).gradients[0]!));
    };
    const slope = tf.grad((x) => tf.sum(tf.mul(tf.grad(clip)(x), tf.tensor1d([1, 2]))));
    // Within the norm it is the sum of x^2, whose slopes are 2 x.
    expect(Array.from(slope(tf.tensor1d([0.1, 0.2])).dataSync())).toEqual([2, 4]);
  });

  test('names the argument at fault', () => {
    expect(() => ops.clipByGlobalNorm([tf.scalar(1)], 0)).toThrow(/'clipNorm' must be positive/);
    expect(() => ops.clipByGlobalNorm([], 1)).toThrow(/'gradients' must be a list/);
  });
});

describeBackends('dynamic loss scaling', () => {
  test('gives back the gradients of the loss, bit for bit', () => {
    const state = ops.initialLossScale(1024);
    const slope = tf.grad((x) => ops.scaleLoss(tf.sum(tf.square(x)), state));
    const { gradients, finite } = ops.unscaleGradients([slope(tf.tensor1d([0.1, 3]))], state);
    expect(Array.from(gradients[0]!.dataSync())).toEqual([Math.fround(0.2), 6].map(Math.fround));
    expect(finite.dataSync()[0]).toBe(1);
  });

  test('leaves out a step with an infinite or NaN gradient, and halves the scale', () => {
    for (const bad of [Infinity, -Infinity, NaN]) {
      const state = ops.initialLossScale(1024);
      const { gradients, finite } = ops.unscaleGradients(
        [tf.tensor1d([bad, 1]), tf.scalar(2)],
        state,
      );
      expect(gradients.flatMap((g) => Array.from(g.dataSync()))).toEqual([0, 0, 0]);
      const next = ops.nextLossScale(state, finite, ops.usualLossScaling);
      expect(next.scale.dataSync()[0]).toBe(512);
      expect(next.goodSteps.dataSync()[0]).toBe(0);
    }
  });

  test('doubles the scale after enough good steps', () => {
    let state = ops.initialLossScale(8);
    const scales: number[] = [];
    for (let step = 0; step < 5; step++) {
      state = ops.nextLossScale(state, tf.scalar(1), {
        ...ops.usualLossScaling,
        growthInterval: 2,
      });
      scales.push(state.scale.dataSync()[0]!);
    }
    expect(scales).toEqual([8, 16, 16, 32, 32]);
  });
});
