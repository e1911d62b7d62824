import { laneFunction, local, number, pseudoMax, pseudoMin, set } from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { expOfRemainder, scale, splitExponent } from './exponential.js';
import { formatOf } from './format.js';
import type { ByPrecision } from './format.js';

/** Beyond these e^x is 0 or infinite, and the exponent still fits two factors. */
export const RANGE: ByPrecision<readonly [number, number]> = {
  float32: [-105, 90],
  float64: [-747, 711],
};

/** e^x times 2^`more`, where the product overflows and not e^x. */
function exponential(name: string, precision: Precision, more: number): LaneFunction {
  const f = formatOf(precision);
  const [low, high] = RANGE[precision];
  return laneFunction(
    name,
    ['x'],
    [
      set('c', pseudoMax(pseudoMin(local('x'), number(high)), number(low))),
      ...splitExponent(f, local('c')),
      ...scale(f, expOfRemainder(f), more),
    ],
    local('scaled'),
  );
}

export const exp = (precision: Precision): LaneFunction => exponential('exp', precision, 0);

/** e^x / 2, for sinh and cosh, which are finite a little beyond where e^x is. */
export const halfExp = (precision: Precision): LaneFunction =>
  exponential('halfExp', precision, -1);
