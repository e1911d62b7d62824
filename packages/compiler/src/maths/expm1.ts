import {
  add,
  laneFunction,
  local,
  number,
  pseudoMax,
  pseudoMin,
  set,
  sub,
} from '../loops/build.js';
import { bits, bitsSub } from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { expm1OfRemainder, powerOfTwo, scale, splitExponent } from './exponential.js';
import { formatOf, withSign } from './format.js';
import type { ByPrecision } from './format.js';

/** Below the first, -1 is nearest; above the second, e^x is infinite. */
const RANGE: ByPrecision<readonly [number, number]> = {
  float32: [-18, 89],
  float64: [-40, 710],
};

/** e^x - 1 = 2^n ((e^r - 1) + (1 - 2^-n)): no digits are lost near 0, where n is 0. */
export function expm1(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [low, high] = RANGE[precision];
  const twiceOne = BigInt(2 * f.bias) << BigInt(f.fractionBits);
  const inversePower = bitsSub(bits(twiceOne), powerOfTwo(f));
  return laneFunction(
    'expm1',
    ['x'],
    [
      set('c', pseudoMax(pseudoMin(local('x'), number(high)), number(low))),
      ...splitExponent(f, local('c')),
      // Near the overflow 2^-n would be subnormal, and is 0 here: 1 - 2^-n is 1 long before that.
      set('inverse', pseudoMax(inversePower, number(0))),
      set('sum', add(expm1OfRemainder(f), sub(number(1), local('inverse')))),
      ...scale(f, local('sum'), 0),
    ],
    withSign(f, local('scaled'), local('x')),
  );
}
