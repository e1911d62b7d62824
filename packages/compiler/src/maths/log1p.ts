import {
  bitsAnd,
  bits,
  bitsXor,
  choose,
  div,
  eq,
  gt,
  ifAny,
  laneFunction,
  local,
  lt,
  number,
  set,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { exactSum } from './double-length.js';
import { formatOf, withSign } from './format.js';
import { logarithm, splitLogarithm } from './logarithm.js';

/** log(u) + c / u, where u is 1 + x rounded and c what the rounding left out. */
export function log1p(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const x = local('x');
  const ordinary = bitsAnd(gt(x, number(-1)), lt(x, number(Infinity)));
  const special = choose(
    eq(x, number(-1)),
    number(-Infinity),
    choose(gt(x, number(0)), x, number(NaN)),
  );
  return laneFunction(
    'log1p',
    ['x'],
    [
      ...exactSum('u', number(1), x),
      ...splitLogarithm(f, local('u.high')),
      ...logarithm(f, div(local('u.low'), local('u.high'))),
      set('ordinary', ordinary),
      ifAny(bitsXor(local('ordinary'), bits(-1)), [
        set('logarithm', choose(local('ordinary'), local('logarithm'), special)),
      ]),
    ],
    withSign(f, local('logarithm'), x),
  );
}
