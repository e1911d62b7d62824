/** The values that a range gives: evenly spaced on its scale, both ends exact. */

/**
 * `count` rising values from `low` to `high`; one alone is the middle of the range. Values are
 * rounded to 15 significant digits, which is what decimals such as 0.001 need to come out as
 * written, and what takes the last-bit differences of pow out of a run's files.
 * @param scale `log` needs 0 < low
 */
export function spacedValues(
  low: number,
  high: number,
  count: number,
  scale: 'linear' | 'log',
): readonly number[] {
  const at = scale === 'log' ? logBetween(low, high) : linearBetween(low, high);
  if (count === 1) return [rounded(at(0.5))];
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? low : index === count - 1 ? high : rounded(at(index / (count - 1))),
  );
}

/** Written so that neither the difference nor the product of large bounds overflows. */
function linearBetween(low: number, high: number): (t: number) => number {
  return (t) => low * (1 - t) + high * t;
}

function logBetween(low: number, high: number): (t: number) => number {
  const [from, to] = [Math.log10(low), Math.log10(high)];
  return (t) => 10 ** (from * (1 - t) + to * t);
}

function rounded(value: number): number {
  return Number(value.toPrecision(15));
}
