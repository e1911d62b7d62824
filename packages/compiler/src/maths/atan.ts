import {
  abs,
  add,
  choose,
  div,
  gt,
  laneFunction,
  local,
  mul,
  number,
  set,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Lanes, Precision } from '../loops.js';
import { formatOf, polynomial, withSign } from './format.js';
import type { ByPrecision } from './format.js';

/** (atan q / q - 1) / z in z = q^2, for |q| <= tan(pi / 8), minimax. */
const SERIES: ByPrecision<readonly number[]> = {
  float32: [
    -0.33333316445350647, 0.1999853253364563, -0.14244510233402252, 0.10600163787603378,
    -0.06092697009444237,
  ],
  float64: [
    -0.33333333333333204, 0.19999999999954823, -0.14285714280308032, 0.11111110788613314,
    -0.09090897897277035, 0.07692062579049692, -0.06663129831406575, 0.05848070191597417,
    -0.05040093554135414, 0.03808401755628811, -0.017927945904706873,
  ],
};

/** pi / 4 in two parts. */
const EIGHTH: ByPrecision<readonly [number, number]> = {
  float32: [0.7853981852531433, -2.1855694143348964e-8],
  float64: [0.7853981633974483, 3.061616997868383e-17],
};

/** atan |x| = 0, pi/4 or pi/2, plus atan q with |q| <= tan(pi / 8). */
export function atan(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [high, low] = EIGHTH[precision];
  const [a, q] = [local('a'), local('q')];
  const byRange = (small: Lanes, middle: Lanes, large: Lanes): Lanes =>
    choose(local('large'), large, choose(local('middle'), middle, small));
  const one = number(1);
  return laneFunction(
    'atan',
    ['x'],
    [
      set('a', abs(local('x'))),
      set('middle', gt(a, number(Math.SQRT2 - 1))),
      set('large', gt(a, number(Math.SQRT2 + 1))),
      set('q', div(byRange(a, sub(a, one), number(-1)), byRange(one, add(a, one), a))),
      set('z', mul(q, q)),
      set('tail', mul(mul(q, local('z')), polynomial('z', SERIES[precision]))),
      set('low', byRange(number(0), number(low), number(2 * low))),
      set('high', byRange(number(0), number(high), number(2 * high))),
    ],
    withSign(f, add(local('high'), add(q, add(local('tail'), local('low')))), local('x')),
  );
}
