import {
  abs,
  add,
  bits,
  bitsAnd,
  bitsLt,
  bitsXor,
  choose,
  div,
  eq,
  forEach,
  ge,
  ifAny,
  isub,
  laneFunction,
  local,
  lt,
  mul,
  ne,
  number,
  set,
  sub,
  trunc,
} from '../loops/build.js';
import type { LaneFunction, Lanes, Precision, Statement } from '../loops.js';
import { exactProduct, pair } from './double-length.js';
import { formatOf, signOf } from './format.js';
import type { ByPrecision, Format } from './format.js';

/** Bits of the quotient that one step takes, and steps that are enough for any two numbers. */
const STEP: ByPrecision<readonly [number, number]> = { float32: [20, 14], float64: [48, 44] };

/** Takes from `rest` the whole multiples of `divisor`, exactly, where there are fewer than 2^bits. */
function takeMultiples(f: Format, divisor: Lanes): readonly Statement[] {
  const { high, low } = pair('multiple');
  const [rest, quotient] = [local('rest'), local('quotient')];
  return [
    set('quotient', trunc(div(rest, divisor))),
    ...exactProduct(f, 'multiple', quotient, divisor),
    set('rest', sub(sub(rest, high), low)),
    // The quotient may have been rounded up to the next integer.
    set('rest', choose(lt(rest, number(0)), add(rest, divisor), rest)),
    set('rest', choose(ge(rest, divisor), sub(rest, divisor), rest)),
  ];
}

/** For quotients beyond the significand: long division, from the largest power of two down. */
function longDivision(f: Format): readonly Statement[] {
  const [width, steps] = STEP[f.precision];
  const [rest, scaled] = [local('rest'), local('scaled')];
  return [
    forEach('step', steps, [
      set('scaled', local('b')),
      forEach('doubling', isub(steps, 'step'), [set('scaled', mul(scaled, number(2 ** width)))]),
      set('before', rest),
      set('fits', ge(rest, scaled)),
      ...takeMultiples(f, scaled),
      set('rest', choose(local('fits'), rest, local('before'))),
    ]),
  ];
}

/**
 * x - floor(x / y) y, exact but for the addition of y where the signs differ; the sign of y. NaN
 * where x is infinite or y is 0.
 */
export function mod(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [x, y, b, rest] = [local('x'), local('y'), local('b'), local('rest')];
  const infinity = number(Infinity);
  const quotientLimit = number(2 ** STEP[precision][0]);
  const differ = bitsAnd(ne(rest, number(0)), bitsLt(bitsXor(x, y), bits(0)));
  return laneFunction(
    'mod',
    ['x', 'y'],
    [
      set('rest', abs(x)),
      set('b', abs(y)),
      set('far', bitsAnd(ge(rest, mul(b, quotientLimit)), lt(rest, infinity))),
      ifAny(local('far'), longDivision(f)),
      set('unreduced', rest),
      ...takeMultiples(f, b),
      set('keeps', bitsAnd(eq(b, infinity), lt(local('unreduced'), infinity))),
      set('rest', choose(local('keeps'), local('unreduced'), rest)),
      set('signed', bitsXor(rest, signOf(f, x))),
    ],
    choose(differ, add(local('signed'), y), local('signed')),
  );
}
