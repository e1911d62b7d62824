/**
 * The parts that log and log1p share: x = 2^k (1 + f) with 1 + f between the roots of 1/2 and 2,
 * and log(1 + f) by the series of log((1 + s) / (1 - s)) in s = f / (2 + f), rearranged so that f
 * enters exactly (as in fdlibm's e_log.c).
 */
import {
  add,
  bits,
  bitsAdd,
  bitsAnd,
  bitsSub,
  div,
  fromBits,
  local,
  mul,
  number,
  set,
  shiftRightSigned,
  sub,
} from '../loops/build.js';
import type { Lanes, Statement } from '../loops.js';
import { polynomial } from './format.js';
import type { ByPrecision, Format } from './format.js';

/** (log((1 + s) / (1 - s)) / s - 2) / z in z = s^2, minimax. */
const SERIES: ByPrecision<readonly number[]> = {
  float32: [0.6666666269302368, 0.40000975131988525, 0.2849849760532379, 0.24285747110843658],
  float64: [
    0.6666666666666734, 0.3999999999941574, 0.2857142874237605, 0.22222198557016917,
    0.18183565898380613, 0.15313994377737605, 0.14796652126085102,
  ],
};

/** Sets `k` (a float) and `m`, the significand from the root of 1/2 on, of a normal positive local. */
export function splitLogarithm(f: Format, y: Lanes): readonly Statement[] {
  return [
    set('above', bitsSub(y, bits(f.rootOfHalfBits))),
    set('k', fromBits(shiftRightSigned(local('above'), f.fractionBits))),
    set('m', bitsAdd(bitsAnd(local('above'), bits(f.fractionMask)), bits(f.rootOfHalfBits))),
  ];
}

/** Sets `logarithm` to k ln 2 + log m + `correction`, of the locals `k` and `m`. */
export function logarithm(f: Format, correction: Lanes | null): readonly Statement[] {
  const [high, low] = f.ln2;
  const [k, fraction, s, square] = [local('k'), local('f'), local('s'), local('square')];
  const small = mul(k, number(low));
  const rest = correction === null ? small : add(small, correction);
  return [
    set('f', sub(local('m'), number(1))),
    set('s', div(fraction, add(fraction, number(2)))),
    set('z', mul(s, s)),
    set('square', mul(mul(fraction, number(0.5)), fraction)),
    set('series', mul(local('z'), polynomial('z', SERIES[f.precision]))),
    set('tail', add(mul(s, add(square, local('series'))), rest)),
    set('logarithm', sub(mul(k, number(high)), sub(sub(square, local('tail')), fraction))),
  ];
}
