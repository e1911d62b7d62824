import {
  add,
  bits,
  bitsGt,
  bitsLt,
  bitsOr,
  choose,
  eq,
  gt,
  ifAny,
  laneFunction,
  local,
  lt,
  mul,
  number,
  set,
} from '../loops/build.js';
import type { LaneFunction, Lanes, Precision, Statement } from '../loops.js';
import { formatOf } from './format.js';
import type { Format } from './format.js';
import { logarithm, splitLogarithm } from './logarithm.js';

/** Takes subnormal numbers into the normal ones. */
const LIFT = 54;

/** Anything but a normal positive number. */
export const isRare = (f: Format, x: Lanes): Lanes =>
  bitsOr(bitsLt(x, bits(f.smallestNormalBits)), bitsGt(x, bits(f.largestBits)));

/** Sets `lifted.x` to the local `x`, times 2^54 where that is small, and `lifted` to the exponent to add. */
export function liftSubnormals(f: Format, x: Lanes, rare: Lanes): readonly Statement[] {
  const small = lt(x, number(f.smallestNormal));
  return [
    set('lifted.x', x),
    set('lifted', number(0)),
    ifAny(rare, [
      set('lifted.x', choose(small, mul(x, number(2 ** LIFT)), x)),
      set('lifted', choose(small, number(-LIFT), number(0))),
    ]),
  ];
}

/** log 0 is -Inf, of a negative number NaN. */
export function log(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const x = local('x');
  const special = choose(
    eq(x, number(0)),
    number(-Infinity),
    choose(gt(x, number(0)), x, number(NaN)),
  );
  const isSpecial = bitsOr(bitsLt(x, bits(1)), bitsGt(x, bits(f.largestBits)));
  return laneFunction(
    'log',
    ['x'],
    [
      set('rare', isRare(f, x)),
      ...liftSubnormals(f, x, local('rare')),
      ...splitLogarithm(f, local('lifted.x')),
      set('k', add(local('k'), local('lifted'))),
      ...logarithm(f, null),
      ifAny(local('rare'), [set('logarithm', choose(isSpecial, special, local('logarithm')))]),
    ],
    local('logarithm'),
  );
}
