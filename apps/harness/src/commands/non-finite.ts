/** For JSON.stringify: JSON has no NaN and no Infinity. */
export function wordsForNonFinite(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
