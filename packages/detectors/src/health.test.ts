import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { health, healthOf, isFinite } from './health.js';

describe('health', () => {
  it('counts each kind of value once', async () => {
    const found = await health(
      tf.tensor1d([NaN, Infinity, -Infinity, -Infinity, 0, -0, 1e-40, -2, 8]),
    );
    expect(found).toMatchObject({
      size: 9,
      nan: 1,
      positiveInfinity: 1,
      negativeInfinity: 2,
      zero: 2,
      subnormal: 1,
      min: -2,
      max: 8,
      greatestMagnitude: 8,
    });
    expect(found.leastMagnitude).toBe(Math.fround(1e-40));
    expect(isFinite(found)).toBe(false);
  });

  it('says how many doublings and halvings are left', () => {
    const found = healthOf(new Float32Array([2 ** 100, 2 ** -100]));
    expect(found.bitsToOverflow).toBe(27);
    expect(found.bitsToUnderflow).toBe(26);
    expect(isFinite(found)).toBe(true);
  });

  it('judges float64 values by the limits of float64', () => {
    expect(healthOf(new Float64Array([2 ** 100])).bitsToOverflow).toBe(924);
    expect(healthOf(new Float64Array([1e-40])).subnormal).toBe(0);
  });

  it('judges int32 values by the limits of int32', async () => {
    expect(await health(tf.tensor1d([1, -4], 'int32'))).toMatchObject({
      bitsToOverflow: 28,
      bitsToUnderflow: 0,
    });
    expect(healthOf(new Int32Array([-(2 ** 31)])).bitsToOverflow).toBe(0);
  });

  it('has no magnitudes where nothing is finite, and endless room where all is zero', () => {
    expect(healthOf([NaN]).greatestMagnitude).toBeNaN();
    expect(healthOf([NaN]).bitsToOverflow).toBeNaN();
    expect(healthOf([NaN]).bitsToUnderflow).toBeNaN();
    expect(healthOf([]).min).toBeNaN();
    expect(healthOf([0, -0]).bitsToOverflow).toBe(Infinity);
    expect(healthOf([0, -0]).bitsToUnderflow).toBe(Infinity);
  });

  it('refuses what has no numbers', async () => {
    const gone = tf.scalar(1);
    gone.dispose();
    await expect(health(gone)).rejects.toThrow("health: 'tensor' is disposed");
    await expect(health(tf.tensor(['a']))).rejects.toThrow('has dtype string');
  });
});
