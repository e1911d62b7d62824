/**
 * Arithmetic with twice the significand: a number is the sum of two locals, the second at most
 * half a unit in the last place of the first. No fused multiply-add: a product's error is found by
 * splitting the factors (T. J. Dekker, A floating-point technique for extending the available
 * precision, 1971).
 */
import { add, bits, bitsAnd, local, mul, set, sub } from '../loops/build.js';
import type { Lanes, Statement } from '../loops.js';
import type { Format } from './format.js';

/** Names of the two locals. */
export interface Pair {
  readonly high: Lanes;
  readonly low: Lanes;
}

export const pair = (name: string): Pair => ({
  high: local(`${name}.high`),
  low: local(`${name}.low`),
});

/** Sets `name` to a + b exactly (D. E. Knuth). The arguments are locals or numbers. */
export function exactSum(name: string, a: Lanes, b: Lanes): readonly Statement[] {
  const { high } = pair(name);
  const part = local(`${name}.part`);
  return [
    set(`${name}.high`, add(a, b)),
    set(`${name}.part`, sub(high, a)),
    set(`${name}.low`, add(sub(a, sub(high, part)), sub(b, part))),
  ];
}

/** Sets `name` to a + b exactly, where |a| >= |b| or a is 0. */
export function exactSumOrdered(name: string, a: Lanes, b: Lanes): readonly Statement[] {
  const { high } = pair(name);
  return [set(`${name}.high`, add(a, b)), set(`${name}.low`, sub(b, sub(high, a)))];
}

/** Sets `name` to a * b, exactly for float32 and to within 2^-105 of it for float64. */
export function exactProduct(
  format: Format,
  name: string,
  a: Lanes,
  b: Lanes,
): readonly Statement[] {
  const upper = (x: Lanes): Lanes => bitsAnd(x, bits(format.upperHalfMask));
  const [ah, al, bh, bl] = ['ah', 'al', 'bh', 'bl'].map((part) => local(`${name}.${part}`)) as [
    Lanes,
    Lanes,
    Lanes,
    Lanes,
  ];
  const { high } = pair(name);
  const crossed = add(sub(mul(ah, bh), high), mul(ah, bl));
  return [
    set(`${name}.high`, mul(a, b)),
    set(`${name}.ah`, upper(a)),
    set(`${name}.al`, sub(a, ah)),
    set(`${name}.bh`, upper(b)),
    set(`${name}.bl`, sub(b, bh)),
    set(`${name}.low`, add(add(crossed, mul(al, bh)), mul(al, bl))),
  ];
}
