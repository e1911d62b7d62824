/**
 * The health of a tensor: what is in it that training cannot bear, and how much room is left.
 *
 * Counts on downloaded values, since `isNaN` cannot be trusted on WebGL and WebGPU and has no
 * kernel on wasm.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { DetectorsError } from './errors.js';

/** What `health` found. Counts add up to no more than `size`. */
export interface Health {
  readonly size: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  /** Non-zero values below the least normal number, 2^-126 in float32. */
  readonly subnormal: number;
  /** Both zeros. */
  readonly zero: number;
  /** The least finite value, with its sign; NaN where there is none. */
  readonly min: number;
  /** The greatest finite value, with its sign; NaN where there is none. */
  readonly max: number;
  /** The least magnitude above zero; NaN where there is none. */
  readonly leastMagnitude: number;
  /** The greatest finite magnitude; NaN where there is none. */
  readonly greatestMagnitude: number;
  /** How many times the greatest magnitude can be doubled before it overflows; Infinity where all is 0. */
  readonly bitsToOverflow: number;
  /** How many times the least magnitude can be halved before it is subnormal; Infinity where all is 0. */
  readonly bitsToUnderflow: number;
}

/** True where every value is finite. */
export const isFinite = (health: Health): boolean => nonFinite(health) === 0;

/** How many are infinite. */
export const infinities = ({
  positiveInfinity,
  negativeInfinity,
}: Pick<Health, 'positiveInfinity' | 'negativeInfinity'>): number =>
  positiveInfinity + negativeInfinity;

/** How many are NaN or infinite. */
export const nonFinite = (health: Health): number => health.nan + infinities(health);

/** The least normal and the greatest number of a precision. */
const limits = {
  float32: { leastNormal: 2 ** -126, greatest: (2 - 2 ** -23) * 2 ** 127 },
  float64: { leastNormal: 2 ** -1022, greatest: Number.MAX_VALUE },
  int32: { leastNormal: 1, greatest: 2 ** 31 - 1 },
};

const precisionOf = (values: ArrayLike<number>): keyof typeof limits =>
  values instanceof Float64Array ? 'float64' : values instanceof Int32Array ? 'int32' : 'float32';

/**
 * Downloads a tensor and counts.
 *
 * @param tensor any shape; float32, int32 or bool
 * @throws DetectorsError for a disposed tensor, or one of strings or complex numbers
 */
export async function health(tensor: Tensor): Promise<Health> {
  if (tensor.isDisposed)
    throw new DetectorsError(
      'health',
      'tensor',
      'is disposed',
      'call it before dispose, or tf.keep it',
    );
  if (tensor.dtype === 'string' || tensor.dtype === 'complex64')
    throw new DetectorsError(
      'health',
      'tensor',
      `has dtype ${tensor.dtype}`,
      'give one of numbers: for complex64, tf.real and tf.imag of it',
    );
  return healthOf(await tensor.data());
}

/**
 * The same for values already at hand, in one pass.
 *
 * @param values any numbers; a Float64Array is judged by float64's limits, an Int32Array by int32's, all else by float32's
 */
export function healthOf(values: ArrayLike<number>): Health {
  const { leastNormal, greatest } = limits[precisionOf(values)];
  let nan = 0;
  let positiveInfinity = 0;
  let negativeInfinity = 0;
  let subnormal = 0;
  let zero = 0;
  let min = Infinity;
  let max = -Infinity;
  let leastMagnitude = Infinity;
  const { length } = values;
  for (let i = 0; i < length; i += 1) {
    const value = values[i]!;
    if (value - value !== 0) {
      if (value === Infinity) positiveInfinity += 1;
      else if (value === -Infinity) negativeInfinity += 1;
      else nan += 1;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    const magnitude = Math.abs(value);
    if (magnitude === 0) zero += 1;
    else {
      if (magnitude < leastNormal) subnormal += 1;
      if (magnitude < leastMagnitude) leastMagnitude = magnitude;
    }
  }
  const some = min <= max;
  const greatestMagnitude = some ? Math.max(Math.abs(min), Math.abs(max)) : NaN;
  return {
    size: values.length,
    nan,
    positiveInfinity,
    negativeInfinity,
    subnormal,
    zero,
    min: some ? min : NaN,
    max: some ? max : NaN,
    leastMagnitude: leastMagnitude === Infinity ? NaN : leastMagnitude,
    greatestMagnitude,
    bitsToOverflow: bits(greatest / greatestMagnitude),
    bitsToUnderflow: some ? bits(leastMagnitude / leastNormal) : NaN,
  };
}

/** Whole doublings in a ratio; NaN where there was no finite value. */
const bits = (ratio: number): number =>
  Number.isNaN(ratio)
    ? NaN
    : ratio === Infinity
      ? Infinity
      : Math.max(0, Math.floor(Math.log2(ratio)));
