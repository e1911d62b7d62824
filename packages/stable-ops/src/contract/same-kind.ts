/** Whether a float32 result is NaN, infinite or finite where the mathematical result is. */

const largest = 3.4028234663852886e38;
/** From here on a number rounds to Infinity; a result a few units around it may be either. */
const edge = 2 ** 128;

/** NaN, an infinity with its sign, or finite. At the edge of the range both are right. */
export function sameKind(got: number, want: number): boolean {
  if (Number.isNaN(want)) return Number.isNaN(got);
  if (Number.isNaN(got)) return false;
  if (Math.abs(want) >= edge * (1 + 2 ** -20)) return got === Math.sign(want) * Infinity;
  if (Math.abs(want) >= largest * (1 - 2 ** -20)) return Math.sign(got) === Math.sign(want);
  return Number.isFinite(got);
}
