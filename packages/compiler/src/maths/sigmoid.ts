import {
  add,
  div,
  laneFunction,
  local,
  mul,
  number,
  pseudoMax,
  pseudoMin,
  set,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { RANGE } from './exp.js';
import { expm1OfRemainder, powerOfTwo } from './exponential.js';
import { formatOf } from './format.js';
import type { ByPrecision } from './format.js';

/** From here on 1 is nearest. */
const SATURATION = 40;

/** 2^(n + this) is a normal number for every n of the range, and taking it off again rounds once. */
const LIFT: ByPrecision<number> = { float32: 64, float64: 512 };

/**
 * With x = n ln 2 - r and g = 2^n it is g / (g + 1 + (e^r - 1)), down to the subnormal results. The
 * smaller of g and 1 is added first, so that only the last addition rounds much.
 */
export function sigmoid(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const lift = LIFT[precision];
  const rounder = number(f.rounder + f.bias + lift);
  const [high, low] = f.ln2;
  const [x, c, n, g, one] = [local('x'), local('c'), local('n'), local('scaled'), number(1)];
  return laneFunction(
    'sigmoid',
    ['x'],
    [
      set('c', pseudoMin(pseudoMax(x, number(RANGE[precision][0])), number(SATURATION))),
      set('shifted', add(mul(c, number(Math.LOG2E)), rounder)),
      set('n', sub(local('shifted'), rounder)),
      set('r', add(sub(mul(n, number(high)), c), mul(n, number(low)))),
      set('scaled', mul(powerOfTwo(f), number(2 ** -lift))),
      set('small', add(pseudoMin(g, one), expm1OfRemainder(f))),
    ],
    div(g, add(local('small'), pseudoMax(g, one))),
  );
}
