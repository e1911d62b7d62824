/**
 * Angles of any size, in quarter turns (M. Payne and R. Hanek, Radian reduction for trigonometric
 * functions, 1983): x is multiplied with pieces of 2/pi so short that each product is exact, whole
 * turns are dropped from each product, and what stays is summed with three times the precision.
 */
import {
  add,
  bits,
  bitsAnd,
  laneFunction,
  local,
  mul,
  nearest,
  number,
  set,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Lanes, Precision, Statement } from '../loops.js';
import { exactProduct, exactSum, pair } from './double-length.js';
import { formatOf } from './format.js';
import type { ByPrecision } from './format.js';

/** The first 1296 bits of 2/pi. */
const TWO_OVER_PI =
  0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361da9e3n;
const BITS = 1296;

interface Pieces {
  readonly bits: number;
  /** Enough for the largest number, and 60 bits or more below the point. */
  readonly count: number;
  /** Pieces from here on, and x with them, are scaled so that neither leaves the normal numbers. */
  readonly scaledFrom: number;
  readonly scaleExponent: number;
}

const PIECES: ByPrecision<Pieces> = {
  float32: { bits: 12, count: 16, scaledFrom: 5, scaleExponent: 60 },
  float64: { bits: 26, count: 44, scaledFrom: 20, scaleExponent: 500 },
};

/** pi / 2 in two parts. */
const QUARTER: ByPrecision<readonly [number, number]> = {
  float32: [1.5707963705062866, -4.371138828673793e-8],
  float64: [1.5707963267948966, 6.123233995736766e-17],
};

function piece({ bits: width, scaledFrom, scaleExponent }: Pieces, at: number): number {
  const end = width * (at + 1);
  const value = (TWO_OVER_PI >> BigInt(BITS - end)) & ((1n << BigInt(width)) - 1n);
  return Number(value) * 2 ** ((at < scaledFrom ? 0 : scaleExponent) - end);
}

/** Sets `n` to the nearest quarter turn modulo 4 (give or take whole turns), and `rest` to what is left. */
function quarterTurnsOf(precision: Precision): readonly Statement[] {
  const f = formatOf(precision);
  const pieces = PIECES[precision];
  const upper = bitsAnd(local('x'), bits(f.upperHalfMask));
  const sumUp = (product: Lanes): readonly Statement[] => [
    set('product', product),
    set(
      'product',
      sub(local('product'), mul(nearest(mul(local('product'), number(0.25))), number(4))),
    ),
    ...exactSum('first', local('sum1'), local('product')),
    ...exactSum('second', local('sum2'), local('first.low')),
    set('sum1', local('first.high')),
    set('sum2', local('second.high')),
    set('sum3', add(local('sum3'), local('second.low'))),
  ];
  const terms = Array.from({ length: pieces.count }, (_, at) => {
    const value = number(piece(pieces, at));
    const names = at < pieces.scaledFrom ? ['high', 'low'] : ['highScaled', 'lowScaled'];
    return names.flatMap((name) => sumUp(mul(local(name), value)));
  });
  return [
    set('high', upper),
    set('low', sub(local('x'), local('high'))),
    set('highScaled', mul(local('high'), number(2 ** -pieces.scaleExponent))),
    set('lowScaled', mul(local('low'), number(2 ** -pieces.scaleExponent))),
    ...['sum1', 'sum2', 'sum3'].map((name) => set(name, number(0))),
    ...terms.flat(),
    set('n', nearest(local('sum1'))),
    ...exactSum('rest', sub(local('sum1'), local('n')), local('sum2')),
  ];
}

/** The nearest quarter turn, modulo 4 give or take whole turns. NaN for ±Inf. */
export const bigQuarterTurns = (precision: Precision): LaneFunction =>
  laneFunction('bigQuarterTurns', ['x'], quarterTurnsOf(precision), local('n'));

/** The angle past the nearest quarter turn, in radians. NaN for ±Inf. */
export function bigAngle(precision: Precision): LaneFunction {
  const [high, low] = QUARTER[precision];
  const rest = local('rest.high');
  const small = add(
    mul(rest, number(low)),
    mul(add(local('rest.low'), local('sum3')), number(high)),
  );
  const angle = pair('angle');
  return laneFunction(
    'bigAngle',
    ['x'],
    [
      ...quarterTurnsOf(precision),
      set('factor', number(high)),
      ...exactProduct(formatOf(precision), 'angle', rest, local('factor')),
    ],
    add(angle.high, add(angle.low, small)),
  );
}
