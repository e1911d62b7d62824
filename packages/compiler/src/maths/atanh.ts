import { abs, add, call, div, laneFunction, local, mul, number, set, sub } from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { formatOf, withSign } from './format.js';

/** log1p(2a / (1 - a)) / 2; ±Inf at ±1, NaN beyond. */
export function atanh(precision: Precision): LaneFunction {
  const a = local('a');
  return laneFunction(
    'atanh',
    ['x'],
    [set('a', abs(local('x'))), set('logarithm', call('log1p', div(add(a, a), sub(number(1), a))))],
    withSign(formatOf(precision), mul(local('logarithm'), number(0.5)), local('x')),
  );
}
