import {
  bits,
  bitsAnd,
  bitsXor,
  choose,
  eq,
  laneFunction,
  local,
  number,
  shiftLeft,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { isOdd, sineAndCosine } from './angle.js';
import { formatOf } from './format.js';

export function sin(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const turns = local('turns');
  const value = choose(isOdd(turns), local('cosine'), local('sine'));
  const sign = shiftLeft(bitsAnd(turns, bits(2)), f.width - 2);
  const x = local('x');
  // The sum in `sine` takes -0 to +0.
  return laneFunction(
    'sin',
    ['x'],
    sineAndCosine(f),
    choose(eq(x, number(0)), x, bitsXor(value, sign)),
  );
}
