import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import * as ops from '../index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const named: readonly (readonly [string, ops.Initializer, number])[] = [
  ['glorotUniform', ops.glorotUniform, 2 / 500],
  ['glorotNormal', ops.glorotNormal, 2 / 500],
  ['heUniform', ops.heUniform, 2 / 200],
  ['heNormal', ops.heNormal, 2 / 200],
  ['lecunUniform', ops.lecunUniform, 1 / 200],
  ['lecunNormal', ops.lecunNormal, 1 / 200],
];

describe('scaled initialisers', () => {
  test.each(named)('%s has mean 0 and the variance of its definition', (_name, make, variance) => {
    const values = Array.from(make([200, 300], { seed: 1 }).dataSync());
    const mean = values.reduce((a, b) => a + b) / values.length;
    const squares = values.reduce((a, b) => a + b * b, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02 * Math.sqrt(variance));
    expect(squares / variance).toBeGreaterThan(0.97);
    expect(squares / variance).toBeLessThan(1.03);
  });

  test('the same seed gives the same weights, another seed others', () => {
    const draw = (seed: number) => Array.from(ops.heNormal([3, 3], { seed }).dataSync());
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test('the fan of a convolution counts its window', () => {
    const values = ops.lecunUniform([3, 3, 8, 4], { seed: 2 }).dataSync();
    const limit = Math.sqrt(3 / 72);
    expect(Math.max(...values)).toBeLessThanOrEqual(limit);
    expect(Math.max(...values)).toBeGreaterThan(0.9 * limit);
  });

  test.each([[[4, 4]], [[6, 3]], [[3, 6]], [[2, 2, 3]]])(
    'orthogonal %j is orthonormal',
    (shape) => {
      const values = ops.orthogonal(shape, { seed: 3, gain: 2 });
      const columns = shape.at(-1)!;
      const matrix = tf.reshape(values, [-1, columns]) as tf.Tensor2D;
      const wide = matrix.shape[0] < columns;
      const product = tf.matMul(matrix, matrix, !wide, wide);
      const identity = tf.mul(tf.eye(product.shape[0]), 4);
      expect(tf.max(tf.abs(tf.sub(product, identity))).dataSync()[0]).toBeLessThan(1e-5);
    },
  );

  test('a shape without dimensions is refused by name', () => {
    expect(() => ops.heNormal([], { seed: 1 })).toThrow(/heNormal: argument 'shape'/);
    expect(() => ops.orthogonal([3], { seed: 1 })).toThrow(/two or more dimensions/);
  });
});
