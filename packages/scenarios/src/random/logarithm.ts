/**
 * The natural logarithm of a positive normal number, by additions, multiplications and divisions
 * alone. IEEE 754 rounds those alike everywhere; `Math.log` may differ in its last bit from one
 * JavaScript engine to the next, and a draw must not.
 *
 * x = m 2^e with m in [sqrt 1/2, sqrt 2): log x = e log 2 + 2 atanh s, s = (m - 1) / (m + 1), whose
 * series in s^2 <= 0.0295 is cut after 12 terms (relative error below 1e-18).
 */
export function logarithm(x: number): number {
  const { mantissa, exponent } = split(x);
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let power = 23; power >= 1; power -= 2) sum = sum * square + 1 / power;
  return exponent * Math.LN2 + 2 * s * sum;
}

function split(x: number): { readonly mantissa: number; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  view.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  const mantissa = view.getFloat64(0);
  const exponent = (high >>> 20) - 1023;
  return mantissa < Math.SQRT2
    ? { mantissa, exponent }
    : { mantissa: mantissa / 2, exponent: exponent + 1 };
}
