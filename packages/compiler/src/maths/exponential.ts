/**
 * The parts that exp, expm1, tanh, sigmoid, sinh, cosh and pow share: x = n ln 2 + r with r within
 * ln 2 / 2, and e^x = 2^n e^r.
 */
import {
  add,
  bits,
  bitsAdd,
  bitsSub,
  local,
  mul,
  number,
  set,
  shiftLeft,
  shiftRightSigned,
  sub,
} from '../loops/build.js';
import type { Lanes, Statement } from '../loops.js';
import { polynomial } from './format.js';
import type { ByPrecision, Format } from './format.js';

/** (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, minimax in the relative error of e^r - 1. */
const REMAINDER: ByPrecision<readonly number[]> = {
  float32: [
    0.5, 0.16666539013385773, 0.04166661202907562, 0.008367105387151241, 0.0013917593751102686,
  ],
  float64: [
    0.5, 0.16666666666666682, 0.041666666666666095, 0.008333333333316985, 0.001388888888911614,
    0.0001984126989651166, 2.4801586926067767e-5, 2.755723473047103e-6, 2.7557582029892387e-7,
    2.5112083797274655e-8, 2.0826650649238395e-9,
  ],
};

/** Sets `n`, `shifted` (whose low bits are n + bias) and `r`, for an `x` that is a local and within range. */
export function splitExponent(f: Format, x: Lanes): readonly Statement[] {
  const [high, low] = f.ln2;
  const n = local('n');
  return [
    set('shifted', add(mul(x, number(Math.LOG2E)), number(f.rounder + f.bias))),
    set('n', sub(local('shifted'), number(f.rounder + f.bias))),
    set('r', sub(sub(x, mul(n, number(high))), mul(n, number(low)))),
  ];
}

/** e^r - 1 of the local `r`. */
export function expm1OfRemainder(f: Format): Lanes {
  const r = local('r');
  return add(r, mul(mul(r, r), polynomial('r', REMAINDER[f.precision])));
}

/** e^r of the local `r`. */
export const expOfRemainder = (f: Format): Lanes => add(expm1OfRemainder(f), number(1));

/** 2^n where that is a normal number, of the local `shifted`: n + bias goes where an exponent stands. */
export const powerOfTwo = (f: Format): Lanes => shiftLeft(local('shifted'), f.fractionBits);

/**
 * Sets `scaled` to value * 2^(n + more), in two steps so that 2^n itself may lie outside the
 * normal numbers; only the second rounds.
 */
export function scale(f: Format, value: Lanes, more: number): readonly Statement[] {
  const power = (exponent: Lanes): Lanes =>
    shiftLeft(bitsAdd(exponent, bits(BigInt(f.bias))), f.fractionBits);
  return [
    set('exponent', bitsSub(local('shifted'), bits(f.rounderBits + BigInt(f.bias - more)))),
    set('half', shiftRightSigned(local('exponent'), 1)),
    set('rest', bitsSub(local('exponent'), local('half'))),
    set('scaled', mul(mul(value, power(local('half'))), power(local('rest')))),
  ];
}
