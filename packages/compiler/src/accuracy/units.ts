/** How far a result is from the true value, in units in the last place. */
import type { Precision } from '../loops.js';

const FRACTION_BITS: Record<Precision, number> = { float32: 23, float64: 52 };
const LEAST_EXPONENT: Record<Precision, number> = { float32: -126, float64: -1022 };

const view = new Float64Array(1);
const words = new Uint32Array(view.buffer);

/** The distance between neighbours around a finite `value`, 2^-149 or 2^-1074 at the least. */
function unitInLastPlace(value: number, precision: Precision): number {
  view[0] = value;
  const exponent = ((words[1]! >>> 20) & 0x7ff) - 1023;
  return 2 ** (Math.max(exponent, LEAST_EXPONENT[precision]) - FRACTION_BITS[precision]);
}

/** |actual - exact| in units of the exact value; infinite where only one is NaN, or infinite. */
export function errorInUnits(actual: number, exact: number, precision: Precision): number {
  const rounded = precision === 'float32' ? Math.fround(exact) : exact;
  if (Object.is(actual, rounded) && !Number.isFinite(rounded)) return 0;
  if (!Number.isFinite(actual) && !Number.isFinite(rounded)) return Infinity;
  if (!Number.isFinite(exact)) return Infinity;
  const limit = precision === 'float32' ? 2 ** 128 : actual;
  const reached = actual === Infinity ? limit : actual === -Infinity ? -limit : actual;
  return Math.abs(reached - exact) / unitInLastPlace(exact, precision);
}
