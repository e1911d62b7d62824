import {
  abs,
  add,
  call,
  choose,
  div,
  gt,
  laneFunction,
  local,
  mul,
  number,
  set,
  sqrt,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { formatOf, withSign } from './format.js';
import type { ByPrecision } from './format.js';

/** Far beyond where the root is x itself, and well before where x^2 overflows. */
export const LARGE: ByPrecision<number> = { float32: 2 ** 40, float64: 2 ** 400 };

/** log1p(a + a^2 / (1 + sqrt(1 + a^2))); log a + log 2 where a^2 could overflow. */
export function asinh(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [a, z, large] = [local('a'), local('z'), local('large')];
  const root = sqrt(add(z, number(1)));
  const ordinary = add(a, div(z, add(root, number(1))));
  return laneFunction(
    'asinh',
    ['x'],
    [
      set('a', abs(local('x'))),
      set('z', mul(a, a)),
      set('large', gt(a, number(LARGE[precision]))),
      set('logarithm', call('log1p', choose(large, sub(a, number(1)), ordinary))),
    ],
    withSign(f, add(local('logarithm'), choose(large, number(Math.LN2), number(0))), local('x')),
  );
}
