import {
  abs,
  add,
  choose,
  div,
  laneFunction,
  local,
  lt,
  neg,
  number,
  pseudoMax,
  set,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { RANGE } from './exp.js';
import { expOfRemainder, scale, splitExponent } from './exponential.js';
import { formatOf } from './format.js';

/** With e = e^-|x|: 1 / (1 + e) or e / (1 + e); e never overflows, and small results keep their digits. */
export function sigmoid(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const x = local('x');
  return laneFunction(
    'sigmoid',
    ['x'],
    [
      set('c', pseudoMax(neg(abs(x)), number(RANGE[precision][0]))),
      ...splitExponent(f, local('c')),
      ...scale(f, expOfRemainder(f), 0),
    ],
    div(choose(lt(x, number(0)), local('scaled'), number(1)), add(local('scaled'), number(1))),
  );
}
