/**
 * Draws for initial weights: mulberry32 for uniform numbers (T. Ettinger, public domain), Marsaglia's
 * polar method for normal ones. Not for cryptography.
 */

/** An endless row of draws. */
export interface Draw {
  /** Uniform in 0..1, 1 excluded. */
  uniform(): number;
  /** Normal, mean 0, deviation 1. */
  normal(): number;
}

/** The draws of a seed. */
export function normalDraws(seed: number): Draw {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => {
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  };
  return { uniform, normal };
}
