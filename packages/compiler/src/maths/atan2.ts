import {
  abs,
  add,
  bits,
  bitsLt,
  call,
  choose,
  div,
  eq,
  laneFunction,
  local,
  number,
  set,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { formatOf, withSign } from './format.js';
import type { ByPrecision } from './format.js';

/** pi in two parts. */
const HALF_TURN: ByPrecision<readonly [number, number]> = {
  float32: [3.1415927410125732, -8.742277657347586e-8],
  float64: [3.141592653589793, 1.2246467991473532e-16],
};

/** The angle of (x, y), with IEEE's cases for zeros and infinities. */
export function atan2(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [high, low] = HALF_TURN[precision];
  const [a, b] = [local('a'), local('b')];
  // 0/0 counts as 0, Inf/Inf as 1.
  const equal = choose(eq(a, number(0)), number(0), number(1));
  const leftwards = add(sub(number(high), local('angle')), number(low));
  return laneFunction(
    'atan2',
    ['y', 'x'],
    [
      set('a', abs(local('y'))),
      set('b', abs(local('x'))),
      set('angle', call('atan', choose(eq(a, b), equal, div(a, b)))),
    ],
    withSign(f, choose(bitsLt(local('x'), bits(0)), leftwards, local('angle')), local('y')),
  );
}
