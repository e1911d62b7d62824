/** The numbers that describe a precision, as the maths functions use them. */
import { add, bits, bitsAnd, bitsOr, local, mul } from '../loops/build.js';
import type { Lanes, Precision } from '../loops.js';

export interface Format {
  readonly precision: Precision;
  /** Of a lane. */
  readonly width: 32 | 64;
  /** Bits of the significand that are stored. */
  readonly fractionBits: 23 | 52;
  readonly bias: 127 | 1023;
  /** 1.5 * 2^fractionBits: added to a small number, it leaves the nearest integer in the low bits. */
  readonly rounder: number;
  readonly rounderBits: bigint;
  readonly smallestNormal: number;
  readonly smallestNormalBits: bigint;
  readonly largestBits: bigint;
  /** Bits of the square root of 1/2, where a logarithm's significand starts. */
  readonly rootOfHalfBits: bigint;
  readonly signBit: bigint;
  readonly fractionMask: bigint;
  /** Leaves the upper half of a significand, so that products of halves are exact. */
  readonly upperHalfMask: bigint;
  /** ln 2 in two parts: the first times any exponent is exact. */
  readonly ln2: readonly [number, number];
}

const FORMATS: Record<Precision, Format> = {
  float32: {
    precision: 'float32',
    width: 32,
    fractionBits: 23,
    bias: 127,
    rounder: 12582912,
    rounderBits: 0x4b400000n,
    smallestNormal: 2 ** -126,
    smallestNormalBits: 0x00800000n,
    largestBits: 0x7f7fffffn,
    rootOfHalfBits: 0x3f3504f3n,
    signBit: 1n << 31n,
    fractionMask: (1n << 23n) - 1n,
    upperHalfMask: 0xfffff000n,
    ln2: [0.693145751953125, 1.428606765330187e-6],
  },
  float64: {
    precision: 'float64',
    width: 64,
    fractionBits: 52,
    bias: 1023,
    rounder: 6755399441055744,
    rounderBits: 0x4338000000000000n,
    smallestNormal: 2 ** -1022,
    smallestNormalBits: 0x0010000000000000n,
    largestBits: 0x7fefffffffffffffn,
    rootOfHalfBits: 0x3fe6a09e667f3bcdn,
    signBit: 1n << 63n,
    fractionMask: (1n << 52n) - 1n,
    upperHalfMask: 0xfffffffff8000000n,
    ln2: [0.6931471803691238, 1.9082149292705877e-10],
  },
};

export const formatOf = (precision: Precision): Format => FORMATS[precision];

/** One of two values by precision: coefficients, limits. */
export type ByPrecision<T> = Readonly<Record<Precision, T>>;

export const signOf = (f: Format, x: Lanes): Lanes => bitsAnd(x, bits(f.signBit));

/** `magnitude` with the sign of `x`: `magnitude` must not be negative unless `x` is. */
export const withSign = (f: Format, magnitude: Lanes, x: Lanes): Lanes =>
  bitsOr(magnitude, signOf(f, x));

/** Horner's rule, lowest coefficient first; `x` is a local, for it stands in the result often. */
export function polynomial(x: string, coefficients: readonly number[]): Lanes {
  return coefficients
    .map((value): Lanes => ({ kind: 'number', value }))
    .reduceRight((sum, coefficient) => add(mul(sum, local(x)), coefficient));
}
