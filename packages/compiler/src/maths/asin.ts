import { add, choose, laneFunction, local, mul, number, set, sub } from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { arcsine, RIGHT_ANGLE } from './arcsine.js';
import { formatOf, withSign } from './format.js';

/** NaN beyond ±1. */
export function asin(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [high, low] = RIGHT_ANGLE[precision];
  const [s, tail] = [local('s'), local('tail')];
  const two = number(2);
  // pi/2 - 2s is exact where s is large, and its error is small beside the rest elsewhere.
  const large = add(sub(number(high), mul(s, two)), sub(number(low), mul(tail, two)));
  return laneFunction(
    'asin',
    ['x'],
    [...arcsine(f), set('small', add(s, tail))],
    withSign(f, choose(local('large'), large, local('small')), local('x')),
  );
}
