import {
  bits,
  bitsAdd,
  bitsAnd,
  bitsXor,
  choose,
  laneFunction,
  local,
  shiftLeft,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { isOdd, sineAndCosine } from './angle.js';
import { formatOf } from './format.js';

export function cos(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const turns = local('turns');
  const value = choose(isOdd(turns), local('sine'), local('cosine'));
  const sign = shiftLeft(bitsAnd(bitsAdd(turns, bits(1)), bits(2)), f.width - 2);
  return laneFunction('cos', ['x'], sineAndCosine(f), bitsXor(value, sign));
}
