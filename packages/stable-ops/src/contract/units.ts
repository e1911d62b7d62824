/** Comparing float32 results with what they should be. */

const smallestSubnormal = 2 ** -149;

/**
 * How far `got` is from `want`, in units of the last place of float32 at `want` (a number as
 * exact as float64 gives it). NaN and Infinity must agree: they are Infinity units apart from
 * anything else, but a finite number that rounds to Infinity in float32 is Infinity.
 */
export function ulpsApart(got: number, want: number): number {
  const rounded = Math.fround(want);
  if (Number.isNaN(rounded) || Number.isNaN(got)) return Object.is(got, rounded) ? 0 : Infinity;
  if (got === rounded) return 0;
  if (!Number.isFinite(rounded) || !Number.isFinite(got)) return Infinity;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(want))), -126);
  return Math.abs(got - want) / Math.max(2 ** (exponent - 23), smallestSubnormal);
}
