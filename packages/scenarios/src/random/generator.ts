/**
 * xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it/xoshiro128starstar.c), seeded by
 * SplitMix32: 32-bit integer arithmetic only, so every machine draws the same.
 */
import { ScenarioError } from '../errors.js';
import { logarithm } from './logarithm.js';

export interface Generator {
  /** Uniform in [0, 1), 53 bits. */
  number(): number;
  /** A whole number in [0, bound); the bias of a 53-bit draw is below 2^-20 for any bound under 2^32. */
  below(bound: number): number;
  /** Standard normal. */
  normal(): number;
}

/** Draws for different purposes come from different streams, so that one does not shift another. */
export const streams = { setup: 0, batches: 1 } as const;

/** @throws ScenarioError where the seed is not a whole number from 0 to 2^53 - 1 */
export function createGenerator(seed: number, stream: number): Generator {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new ScenarioError(
      null,
      'seed',
      'must be a whole number from 0 to 2^53 - 1',
      seed,
      'take for example 1',
    );
  const bits = createXoshiro(seed, stream);
  const number = () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) * 2 ** -53;
  return {
    number,
    below: (bound) => Math.floor(number() * bound),
    normal: createNormal(number),
  };
}

function createXoshiro(seed: number, stream: number): () => number {
  const next = createSplitMix(
    mix((seed >>> 0) ^ mix(Math.floor(seed / 2 ** 32) ^ Math.imul(stream, 0x9e3779b9))),
  );
  let [a, b, c, d] = [next(), next(), next(), next()];
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
}

/** SplitMix32: never the all-zero state that xoshiro must not start from. */
function createSplitMix(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state);
  };
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/**
 * Marsaglia's polar method (SIAM Review 6, 1964): exact normals from uniform pairs with a
 * logarithm, a division and a square root; the second of each pair is kept for the next call.
 */
function createNormal(number: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * number() - 1;
      const v = 2 * number() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * logarithm(square)) / square);
      spare = v * scale;
      return u * scale;
    }
  };
}
