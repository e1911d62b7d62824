import {
  add,
  bits,
  bitsLt,
  bitsXor,
  choose,
  laneFunction,
  local,
  mul,
  number,
  set,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { arcsine, RIGHT_ANGLE } from './arcsine.js';
import { formatOf, signOf } from './format.js';

/** NaN beyond ±1. */
export function acos(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [high, low] = RIGHT_ANGLE[precision];
  const [s, tail, x] = [local('s'), local('tail'), local('x')];
  const twice = (value: ReturnType<typeof local>): ReturnType<typeof local> =>
    mul(value, number(2));
  // Near 1 twice the arcsine of the root itself, near -1 that from pi.
  const near = add(twice(s), twice(tail));
  const far = add(sub(number(2 * high), twice(s)), sub(number(2 * low), twice(tail)));
  const signed = (value: ReturnType<typeof local>): ReturnType<typeof local> =>
    bitsXor(value, signOf(f, x));
  const middle = sub(number(high), sub(signed(s), sub(number(low), signed(tail))));
  return laneFunction(
    'acos',
    ['x'],
    [...arcsine(f), set('outer', choose(bitsLt(x, bits(0)), far, near))],
    choose(local('large'), local('outer'), middle),
  );
}
