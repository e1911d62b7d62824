/** What asin and acos share: arcsin s = s + s z P(z) for z = s^2 up to 1/4. */
import {
  abs,
  add,
  bits,
  bitsAnd,
  choose,
  div,
  gt,
  local,
  mul,
  number,
  set,
  sqrt,
  sub,
} from '../loops/build.js';
import type { Statement } from '../loops.js';
import { polynomial } from './format.js';
import type { ByPrecision, Format } from './format.js';

/** (asin s / s - 1) / z in z = s^2, for s up to 1/2, minimax. */
const SERIES: ByPrecision<readonly number[]> = {
  float32: [
    0.16666753590106964, 0.07495252788066864, 0.04547591507434845, 0.02415277622640133,
    0.04221061244606972,
  ],
  float64: [
    0.1666666666666541, 0.07500000000338022, 0.0446428568268358, 0.030381959214125273,
    0.022371755974366015, 0.017359738166411412, 0.013884892934026132, 0.012171508712544968,
    0.006517932812659028, 0.01955585602827815, -0.016267514579785442, 0.03194180257387525,
  ],
};

/** pi / 2 in two parts. */
export const RIGHT_ANGLE: ByPrecision<readonly [number, number]> = {
  float32: [1.5707963705062866, -4.371138828673793e-8],
  float64: [1.5707963267948966, 6.123233995736766e-17],
};

/**
 * For the local `x` sets `large` (|x| > 1/2) and `s` + `tail`: the arcsine of |x|, or where that is
 * large, of the root of (1 - |x|) / 2, whose rounding error is in the tail. NaN beyond 1.
 */
export function arcsine(f: Format): readonly Statement[] {
  const [a, z, root, large] = [local('a'), local('z'), local('root'), local('large')];
  const upper = local('upper');
  return [
    set('a', abs(local('x'))),
    set('large', gt(a, number(0.5))),
    set('z', choose(large, mul(sub(number(1), a), number(0.5)), mul(a, a))),
    set('root', choose(large, sqrt(z), a)),
    set('upper', bitsAnd(root, bits(f.upperHalfMask))),
    // The root is upper + (z - upper^2) / (root + upper), nearly exactly; of 0 that is 0 / 0.
    set(
      'lower',
      choose(gt(z, number(0)), div(sub(z, mul(upper, upper)), add(root, upper)), number(0)),
    ),
    set('s', choose(large, upper, a)),
    set(
      'tail',
      add(
        mul(mul(root, z), polynomial('z', SERIES[f.precision])),
        choose(large, local('lower'), number(0)),
      ),
    ),
  ];
}
