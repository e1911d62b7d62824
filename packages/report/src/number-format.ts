/** Numbers as a reader wants them: few digits, powers of ten as such. */

/** Up to `digits` significant digits, no trailing zeros: 0.001, 1.5e-7, NaN, ∞. */
export function formatNumber(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(Number(value.toPrecision(digits)));
  const text =
    size >= 1e6 || size < 1e-3
      ? value
          .toExponential(digits - 1)
          .replace(/\.?0+e/, 'e')
          .replace('e+', 'e')
      : trimZeros(value.toPrecision(digits));
  return text.replace(/^-/, '−');
}

/** A value of an axis: words as they are. */
export function formatAxisValue(value: number | string): string {
  return typeof value === 'number' ? formatNumber(value, 4) : value;
}

function trimZeros(text: string): string {
  if (text.includes('e')) return String(Number(text));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
