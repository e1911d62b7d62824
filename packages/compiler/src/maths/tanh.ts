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
import { expm1OfRemainder, powerOfTwo, splitExponent } from './exponential.js';
import { formatOf, withSign } from './format.js';
import type { ByPrecision } from './format.js';

/** From here on 1 is nearest. */
const SATURATION: ByPrecision<number> = { float32: 9.02, float64: 19.1 };

/** tanh |x| = t / (t + 2) with t = e^(2|x|) - 1: relative accuracy for all x with no cases. */
export function tanh(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const t = local('t');
  return laneFunction(
    'tanh',
    ['x'],
    [
      set('a', pseudoMin(abs(local('x')), number(SATURATION[precision]))),
      set('c', add(local('a'), local('a'))),
      ...splitExponent(f, local('c')),
      set('power', powerOfTwo(f)),
      set('t', add(mul(expm1OfRemainder(f), local('power')), sub(local('power'), number(1)))),
    ],
    withSign(f, div(t, add(t, number(2))), local('x')),
  );
}
