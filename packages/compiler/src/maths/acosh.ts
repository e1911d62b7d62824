import {
  add,
  call,
  choose,
  gt,
  laneFunction,
  local,
  lt,
  mul,
  number,
  set,
  sqrt,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { LARGE } from './asinh.js';

/** log1p(t + sqrt(2t + t^2)) with t = x - 1; log x + log 2 where x^2 could overflow. NaN below 1. */
export function acosh(precision: Precision): LaneFunction {
  const [x, t, large] = [local('x'), local('t'), local('large')];
  const ordinary = add(t, sqrt(add(add(t, t), mul(t, t))));
  return laneFunction(
    'acosh',
    ['x'],
    [
      set('t', sub(x, number(1))),
      set('large', gt(x, number(LARGE[precision]))),
      set('logarithm', call('log1p', choose(large, t, ordinary))),
      set('logarithm', add(local('logarithm'), choose(large, number(Math.LN2), number(0)))),
    ],
    choose(lt(x, number(1)), number(NaN), local('logarithm')),
  );
}
