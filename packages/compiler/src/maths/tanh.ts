import {
  abs,
  add,
  div,
  laneFunction,
  local,
  mul,
  number,
  pseudoMin,
  set,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { powerOfTwo } from './exponential.js';
import { tanhOfRemainder } from './half-angle.js';
import { formatOf, withSign } from './format.js';
import type { ByPrecision } from './format.js';

/** From here on 1 is nearest. */
const SATURATION: ByPrecision<number> = { float32: 9.02, float64: 19.1 };

/**
 * ln 2 / 2; in one part for float32, where it is right to 2^-28 and its product with n exact up
 * to 7, beyond which tanh hardly depends on it.
 */
const HALF_LN2: ByPrecision<readonly number[]> = {
  float32: [0.3465735912322998],
  float64: [0.3465735901845619, 9.541074646352938e-11],
};

/**
 * With |x| = n ln 2 / 2 + w, u = tanh w and h = 2^(n - 1), e^(2|x|) is 2h (1 + u) / (1 - u), so
 * tanh |x| is a / (a + 1 - u) with a = (h - 1/2) + (h + 1/2) u: relative accuracy for all x, no
 * cases, and a polynomial half as long as that of e^x. The rounding errors of a cancel where a is
 * large, and for n = 0 the denominator is 1 exactly. n is rounded down a little, so that w is
 * between -1/8 and 3/8 of ln 2: then a is at least 0.37 where n is not 0, and loses no digits.
 */
export function tanh(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const rounder = number(f.rounder + f.bias - 1);
  const [a, n, u, half] = [local('a'), local('n'), local('u'), number(0.5)];
  const [power, above] = [local('power'), local('above')];
  return laneFunction(
    'tanh',
    ['x'],
    [
      set('a', pseudoMin(abs(local('x')), number(SATURATION[precision]))),
      set('shifted', add(sub(mul(a, number(2 * Math.LOG2E)), number(0.25)), rounder)),
      set('n', sub(local('shifted'), rounder)),
      set(
        'w',
        HALF_LN2[precision].reduce((rest, part) => sub(rest, mul(n, number(part))), a),
      ),
      ...tanhOfRemainder(f),
      // 2^(n - 1): the rounder has put n + bias - 1 into the low bits.
      set('power', powerOfTwo(f)),
      set('above', add(sub(power, half), mul(add(power, half), u))),
      set('below', add(above, sub(number(1), u))),
    ],
    withSign(f, div(above, local('below')), local('x')),
  );
}
