import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Standardizer } from './standardizer.js';

const x = tf.tensor2d([
  [1, 5, 1e6],
  [2, 5, 3e6],
  [3, 5, 5e6],
]);

describe('Standardizer', () => {
  it('makes mean 0 and deviation 1, and of a constant column 0', async () => {
    const scaled = (await Standardizer.fit(x)).transform(x);
    const { mean, variance } = tf.moments(scaled, 0);
    expect([...mean.dataSync()].map((value) => Math.abs(value) < 1e-6)).toEqual([true, true, true]);
    const [first, constant, third] = variance.dataSync();
    expect(first).toBeCloseTo(1, 5);
    expect(constant).toBe(0);
    expect(third).toBeCloseTo(1, 5);
  });

  it('makes 0 of anything in a column that was constant when it was fitted', async () => {
    const fitted = await Standardizer.fit(x);
    expect(fitted.deviations[1]).toBe(0);
    const scaled = fitted.transform(tf.tensor2d([[2, 7, 3e6]]));
    expect([...scaled.dataSync()]).toEqual([0, 0, 0]);
  });

  it('takes a column of 0.1 as constant, whatever its mean is rounded to', async () => {
    const { deviations } = await Standardizer.fit(tf.fill([1000, 1], 0.1));
    expect(deviations).toEqual([0]);
  });

  it('goes back', async () => {
    const fitted = await Standardizer.fit(x);
    const back = fitted.inverse(fitted.transform(x));
    expect([...back.dataSync()]).toEqual([...x.dataSync()]);
  });

  it('is the same when it comes back from JSON', async () => {
    const fitted = await Standardizer.fit(x);
    const again = Standardizer.fromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(again).toEqual(fitted);
    expect(() => Standardizer.fromJSON({ means: [1], deviations: [NaN] })).toThrow(
      'is not of a Standardizer',
    );
  });

  it('refuses what is not finite, empty, or of another width', async () => {
    await expect(Standardizer.fit(tf.tensor2d([[1, NaN]]))).rejects.toThrow(
      'holds NaN in row 0, column 1',
    );
    await expect(Standardizer.fit(tf.zeros([0, 2]))).rejects.toThrow('has no rows');
    const fitted = await Standardizer.fit(x);
    expect(() => fitted.transform(tf.zeros([2, 2]))).toThrow('it was fitted on 3 columns');
  });

  it.each([
    ['of 1e30', [1e30, 2e30, 3e30]],
    ['as wide as float32', [3.3e38, -3.3e38, 3.3e38, 3.3e38]],
    ['of subnormals', [1e-40, 2e-40, 3e-40]],
    ['whose mean float32 rounds', [16777216, 16777218, 16777216, 16777218]],
    ['of times in milliseconds', [1.7e12, 1.7e12 + 3e5, 1.7e12 + 6e5]],
  ])('scales a column %s to mean 0 and deviation 1, and back', async (_, column) => {
    const given = tf.tensor2d(column, [column.length, 1]);
    const fitted = await Standardizer.fit(given);
    const scaled = fitted.transform(given);
    const { mean, variance } = tf.moments(scaled, 0);
    expect(mean.dataSync()[0]).toBeCloseTo(0, 5);
    expect(variance.dataSync()[0]).toBeCloseTo(1, 4);
    const back = fitted.inverse(scaled).dataSync();
    const size = Math.max(...column.map(Math.abs));
    given.dataSync().forEach((value, at) => {
      expect(Math.abs(back[at]! - value)).toBeLessThanOrEqual(size * 2 ** -22);
    });
  });

  it('refuses what is no tensor of columns, and says how to give one', async () => {
    await expect(Standardizer.fit([[1], [2]] as never)).rejects.toThrow(
      "'x' is no tensor, got an array",
    );
    await expect(Standardizer.fit(tf.tensor2d([['a'], ['b']]))).rejects.toThrow(
      'is of dtype string',
    );
    await expect(Standardizer.fit(tf.tensor1d([1, 2]))).rejects.toThrow('x.reshape([-1, 1])');
  });

  it.each([
    null,
    'text',
    { means: [], deviations: [] },
    { means: [1], deviations: [-1] },
    { means: [1e300], deviations: [1] },
    { means: [1], deviations: [1e-300] },
    { means: [1, 2], deviations: [1] },
    { means: ['1'], deviations: [1] },
  ])('refuses %j in place of its JSON', (json) => {
    expect(() => Standardizer.fromJSON(json as never)).toThrow('is not of a Standardizer, got ');
  });

  it('leaks no tensor', async () => {
    const { numTensors } = tf.memory();
    const fitted = await Standardizer.fit(x);
    fitted.inverse(fitted.transform(x)).dispose();
    expect(tf.memory().numTensors).toBe(numTensors + 1);
  });
});
