/** What sin, cos and tan share: the angle past the nearest quarter turn, and its sine and cosine. */
import {
  abs,
  add,
  bits,
  bitsAnd,
  bitsEq,
  call,
  choose,
  gt,
  ifAny,
  local,
  mul,
  number,
  set,
  sub,
} from '../loops/build.js';
import type { Lanes, Statement } from '../loops.js';
import { polynomial } from './format.js';
import type { ByPrecision, Format } from './format.js';

/** pi / 2 in three parts; n times either of the first two is exact for |n| up to that of LIMIT. */
const QUARTER: ByPrecision<readonly [number, number, number]> = {
  float32: [1.570770263671875, 2.6063062250614166e-5, 6.07710062827671e-11],
  float64: [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21],
};

/** Beyond this the three parts do not do (2^8 and 2^20 quarter turns). */
const LIMIT: ByPrecision<number> = { float32: 400, float64: 1.6e6 };

/** (sin r / r - 1) / z in z = r^2, for |r| <= pi / 4, minimax. */
const SINE: ByPrecision<readonly number[]> = {
  float32: [-0.16666655242443085, 0.008332191035151482, -0.0001951859740074724],
  float64: [
    -0.16666666666666632, 0.00833333333332238, -0.00019841269829777702, 2.755731368044169e-6,
    -2.5050756184007114e-8, 1.5896676955118095e-10,
  ],
};

/** (cos r - 1 + z / 2) / z^2, minimax. */
const COSINE: ByPrecision<readonly number[]> = {
  float32: [0.04166664555668831, -0.00138873013202101, 2.4430690245935693e-5],
  float64: [
    0.0416666666666666, -0.0013888888888874181, 2.4801587289505413e-5, -2.7557314356430033e-7,
    2.0875723546856795e-9, -1.1359649848116716e-11,
  ],
};

/** Sets `turns` (its lowest two bits count quarter turns), `sine` and `cosine` for the local `x`. */
export function sineAndCosine(f: Format): readonly Statement[] {
  const { precision } = f;
  const [x, n, r, t, w, z] = ['x', 'n', 'r', 't', 'w', 'z'].map(local) as [
    Lanes,
    Lanes,
    Lanes,
    Lanes,
    Lanes,
    Lanes,
  ];
  const [first, second, third] = QUARTER[precision].map(number) as [Lanes, Lanes, Lanes];
  return [
    set('turns', add(mul(x, number(2 / Math.PI)), number(f.rounder))),
    set('n', sub(local('turns'), number(f.rounder))),
    set('t', sub(x, mul(n, first))),
    set('w', mul(n, second)),
    set('r', sub(t, w)),
    // What that lost, and the third part: so r is rounded once, not twice.
    set('r', add(r, sub(sub(sub(t, r), w), mul(n, third)))),
    set('big', gt(abs(x), number(LIMIT[precision]))),
    ifAny(local('big'), [
      set('bigTurns', add(call('bigQuarterTurns', x), number(f.rounder))),
      set('turns', choose(local('big'), local('bigTurns'), local('turns'))),
      set('r', choose(local('big'), call('bigAngle', x), r)),
    ]),
    set('z', mul(r, r)),
    set('sine', add(r, mul(mul(r, z), polynomial('z', SINE[precision])))),
    set(
      'cosine',
      add(sub(number(1), mul(z, number(0.5))), mul(mul(z, z), polynomial('z', COSINE[precision]))),
    ),
  ];
}

/** Whether an integer is odd. */
export const isOdd = (integer: Lanes): Lanes => bitsEq(bitsAnd(integer, bits(1)), bits(1));
