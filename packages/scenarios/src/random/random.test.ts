import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../index.js';
import { createGenerator, streams } from './generator.js';
import { logarithm } from './logarithm.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('logarithm', () => {
  it('is within two units in the last place of Math.log over the whole range', () => {
    const generator = createGenerator(3, streams.setup);
    for (let draw = 0; draw < 20_000; draw++) {
      const x = 2 ** (2000 * generator.number() - 1000);
      const expected = Math.log(x);
      expect(Math.abs(logarithm(x) - expected)).toBeLessThanOrEqual(
        Math.abs(expected) * 2 ** -51 + 2 ** -80,
      );
    }
    expect(logarithm(1)).toBe(0);
    expect(logarithm(Math.E)).toBeCloseTo(1, 15);
    expect(logarithm(0.9999999)).toBeCloseTo(Math.log(0.9999999), 22);
  });
});

describe('createRandom', () => {
  it('draws the bits that it always drew', () => {
    const rng = createRandom(42);
    const bits = (values: tf.Tensor) => [...new Uint32Array(values.dataSync().slice().buffer)];
    expect(bits(rng.normal([3]))).toMatchInlineSnapshot(`
      [
        1049464385,
        1069766187,
        3214582589,
      ]
    `);
    expect(bits(rng.uniform([3], -1, 1))).toMatchInlineSnapshot(`
      [
        3208572278,
        1063723007,
        3211562592,
      ]
    `);
    expect([...rng.integers([4], 0, 100).dataSync()]).toMatchInlineSnapshot(`
      [
        37,
        29,
        96,
        71,
      ]
    `);
    expect(rng.number()).toMatchInlineSnapshot(`0.6477403938778797`);
  });

  it('draws otherwise from another seed, also one that differs above 32 bits', () => {
    const first = [0, 1, 2 ** 32, 2 ** 53 - 1].map((seed) => createRandom(seed).number());
    expect(new Set(first).size).toBe(4);
  });

  it('draws normals with the moments of a normal', () => {
    const values = createRandom(5).normal([100_000]).dataSync() as Float32Array;
    const mean = (power: number) =>
      values.reduce((total, value) => total + value ** power, 0) / values.length;
    expect(mean(1)).toBeCloseTo(0, 1);
    expect(mean(2)).toBeCloseTo(1, 1);
    expect(Math.abs(mean(3))).toBeLessThan(0.05);
    expect(Math.abs(mean(4) - 3)).toBeLessThan(0.1);
    const beyond = values.filter((value) => Math.abs(value) > 1.959964).length / values.length;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.004);
  });

  it('draws uniforms below their upper bound after rounding to float32', () => {
    const values = createRandom(6).uniform([50_000], 1000, 1000.0001).dataSync();
    expect(Math.max(...values)).toBeLessThan(Math.fround(1000.0001));
    expect(Math.min(...values)).toBe(1000);
    const wide = createRandom(6).uniform([50_000], -2, 6).dataSync() as Float32Array;
    expect(Math.min(...wide)).toBeGreaterThanOrEqual(-2);
    expect(wide.reduce((a, b) => a + b) / wide.length).toBeCloseTo(2, 1);
  });

  it('draws every integer of a range, alike often', () => {
    const counts = new Map<number, number>();
    for (const value of createRandom(7).integers([30_000], -1, 2).dataSync())
      counts.set(value, (counts.get(value) ?? 0) + 1);
    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual([-1, 0, 1]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it.each([
    [4, 9],
    [9, 4],
    [6, 6],
  ])('makes a %i x %i matrix with orthonormal rows or columns', (rows, columns) => {
    const q = createRandom(8).orthogonal(rows, columns) as tf.Tensor2D;
    const product = rows <= columns ? tf.matMul(q, q, false, true) : tf.matMul(q, q, true, false);
    const size = Math.min(rows, columns);
    const error = tf.max(tf.abs(tf.sub(product, tf.eye(size)))).dataSync()[0]!;
    expect(error).toBeLessThan(1e-6);
  });
});
