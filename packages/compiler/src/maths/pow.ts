/**
 * pow(x, y) = e^(y log |x|), with the logarithm and its product with y in double length, so that
 * the error stays at the last rounding where the exponent is large.
 */
import {
  abs,
  add,
  bits,
  bitsAnd,
  bitsAndNot,
  bitsGt,
  bitsLt,
  bitsOr,
  bitsXor,
  choose,
  div,
  eq,
  gt,
  ifAny,
  laneFunction,
  local,
  lt,
  mul,
  ne,
  number,
  pseudoMax,
  pseudoMin,
  set,
  sub,
  trunc,
} from '../loops/build.js';
import type { LaneFunction, Precision, Statement } from '../loops.js';
import { exactProduct, exactSum, exactSumOrdered, pair } from './double-length.js';
import { RANGE } from './exp.js';
import { expm1OfRemainder, scale, splitExponent } from './exponential.js';
import { formatOf, polynomial, signOf } from './format.js';
import type { ByPrecision, Format } from './format.js';
import { isRare, liftSubnormals } from './log.js';
import { splitLogarithm } from './logarithm.js';

/** (log((1 + s) / (1 - s)) / s - 2 - 2 z / 3) / z^2 in z = s^2, minimax. */
const SERIES: ByPrecision<readonly number[]> = {
  float32: [0.40000152587890625, 0.2854708731174469, 0.2341976910829544],
  float64: [
    0.4000000000000224, 0.2857142857010471, 0.22222222519220602, 0.181817844144825,
    0.15386755660848037, 0.13256846926394816, 0.1319613349261418,
  ],
};

/** 2 / 3 in two parts. */
const TWO_THIRDS: ByPrecision<readonly [number, number]> = {
  float32: [0.6666666865348816, -1.9868215517249155e-8],
  float64: [0.6666666666666666, 3.700743415417188e-17],
};

/** Beyond this, y only says whether the power is 0, 1 or infinite; and its product with a logarithm is finite. */
const LARGEST_EXPONENT: ByPrecision<number> = { float32: 2 ** 40, float64: 2 ** 80 };

/** Sets the pair `log` to the logarithm of 2^k m. */
function doubleLengthLogarithm(f: Format): readonly Statement[] {
  const [m, k, fraction] = [local('m'), local('k'), local('f')];
  const [d, s, sd, z, q, zq, v, sv, kl] = [
    pair('d'),
    pair('s'),
    pair('sd'),
    pair('z'),
    pair('q'),
    pair('zq'),
    pair('v'),
    pair('sv'),
    pair('kl'),
  ];
  const third = TWO_THIRDS[f.precision];
  return [
    // s = (m - 1) / (m + 1)
    set('f', sub(m, number(1))),
    ...exactSum('d', m, number(1)),
    set('s.high', div(fraction, d.high)),
    ...exactProduct(f, 'sd', s.high, d.high),
    set('s.low', div(sub(sub(sub(fraction, sd.high), sd.low), mul(s.high, d.low)), d.high)),
    // z = s^2
    ...exactProduct(f, 'z', s.high, s.high),
    set('z.low', add(z.low, mul(add(s.high, s.high), s.low))),
    // q = 2/3 + z * series
    set('zHigh', z.high),
    set('tail', mul(z.high, polynomial('zHigh', SERIES[f.precision]))),
    ...exactSumOrdered('q', number(third[0]), local('tail')),
    set('q.low', add(q.low, number(third[1]))),
    // log m = s (2 + z q)
    ...exactProduct(f, 'zq', z.high, q.high),
    set('zq.low', add(zq.low, add(mul(z.high, q.low), mul(z.low, q.high)))),
    ...exactSumOrdered('v', number(2), zq.high),
    set('v.low', add(v.low, zq.low)),
    ...exactProduct(f, 'sv', s.high, v.high),
    set('sv.low', add(sv.low, add(mul(s.high, v.low), mul(s.low, v.high)))),
    // plus k log 2
    set('kHigh', mul(k, number(f.ln2[0]))),
    ...exactSum('kl', local('kHigh'), sv.high),
    set('kl.low', add(kl.low, add(sv.low, mul(k, number(f.ln2[1]))))),
    ...exactSumOrdered('log', kl.high, kl.low),
  ];
}

/** What the formula cannot tell: zeros, infinities, negative numbers, and NaN. Sets `result`. */
function specialCases(f: Format): readonly Statement[] {
  const [x, y, a] = [local('x'), local('y'), local('a')];
  const [zero, one, infinity] = [number(0), number(1), number(Infinity)];
  const [negative, whole, odd] = [local('negative'), local('whole'), local('odd')];
  const isZero = eq(a, zero);
  const isInfinite = eq(a, infinity);
  const up = gt(y, zero);
  const down = lt(y, zero);
  const above = gt(a, one);
  const below = lt(a, one);
  const yInfinite = eq(abs(y), infinity);
  const tooLarge = bitsOr(
    bitsOr(bitsAnd(isZero, down), bitsAnd(isInfinite, up)),
    bitsAnd(yInfinite, bitsOr(bitsAnd(up, above), bitsAnd(down, below))),
  );
  const tooSmall = bitsOr(
    bitsOr(bitsAnd(isZero, up), bitsAnd(isInfinite, down)),
    bitsAnd(yInfinite, bitsOr(bitsAnd(up, below), bitsAnd(down, above))),
  );
  const half = mul(y, number(0.5));
  const undefinedHere = bitsAnd(
    bitsAnd(negative, lt(a, infinity)),
    bitsAnd(gt(a, zero), bitsXor(whole, bits(-1))),
  );
  const isOne = bitsOr(eq(y, zero), bitsOr(eq(x, one), bitsAnd(eq(a, one), yInfinite)));
  return [
    set('negative', bitsLt(x, bits(0))),
    set('whole', eq(trunc(y), y)),
    set('odd', bitsAnd(whole, ne(trunc(half), half))),
    set('result', choose(tooLarge, infinity, local('result'))),
    set('result', choose(tooSmall, zero, local('result'))),
    set('result', bitsXor(local('result'), bitsAnd(bitsAnd(negative, odd), signOf(f, x)))),
    set('result', choose(undefinedHere, number(NaN), local('result'))),
    set('result', choose(bitsOr(ne(x, x), ne(y, y)), number(NaN), local('result'))),
    set('result', choose(isOne, one, local('result'))),
  ];
}

/** IEEE's cases: 1 for y = 0 or x = 1 whatever the other is, NaN for x < 0 unless y is whole. */
export function pow(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [x, y, a] = [local('x'), local('y'), local('a')];
  const limit = LARGEST_EXPONENT[precision];
  const [low, high] = RANGE[precision];
  const [log, product] = [pair('log'), pair('product')];
  const c = local('c');
  return laneFunction(
    'pow',
    ['x', 'y'],
    [
      set('a', abs(x)),
      set('rare', isRare(f, a)),
      ...liftSubnormals(f, a, local('rare')),
      ...splitLogarithm(f, local('lifted.x')),
      set('k', add(local('k'), local('lifted'))),
      ...doubleLengthLogarithm(f),
      set('power', pseudoMax(pseudoMin(y, number(limit)), number(-limit))),
      ...exactProduct(f, 'product', local('power'), log.high),
      set('product.low', add(product.low, mul(local('power'), log.low))),
      set('c', pseudoMax(pseudoMin(product.high, number(high)), number(low))),
      ...splitExponent(f, c),
      set('r', add(local('r'), choose(eq(c, product.high), product.low, number(0)))),
      ...scale(f, add(expm1OfRemainder(f), number(1)), 0),
      set('result', local('scaled')),
      set(
        'special',
        bitsOr(
          bitsOr(bitsLt(x, bits(1)), bitsGt(x, bits(f.largestBits))),
          bitsGt(bitsAndNot(y, bits(f.signBit)), bits(f.largestBits)),
        ),
      ),
      ifAny(local('special'), specialCases(f)),
    ],
    local('result'),
  );
}
