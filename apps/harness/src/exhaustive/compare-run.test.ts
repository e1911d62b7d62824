import { describe, expect, test } from 'vitest';
import { Comparison } from './compare-run.js';
import type { Circular, Exact } from './functions.js';
import { runLength } from './run-length.js';

interface Example {
  readonly exact: Exact;
  readonly circular?: Circular;
  /** Bits of the first number of each run. */
  readonly starts: readonly number[];
}

const bitsOf = (x: number) => new Uint32Array(Float32Array.of(x).buffer)[0]! & ~0x3ff;
const from = (...numbers: readonly number[]) => numbers.map((x) => bitsOf(x) >>> 0);

const examples: Readonly<Record<string, Example>> = {
  'a smooth function': { exact: Math.exp, starts: from(1e-20, 0.3, -2, 80, -80, -100) },
  'a function with a zero': { exact: Math.log, starts: from(0.99999, 1, 1.00001, 30) },
  'a function with a domain': { exact: Math.log, starts: from(0, 1e-44, -1, -1e30) },
  'a function that overflows': { exact: Math.exp, starts: from(88.7, 88.722, 89) },
  'a kink inside a run': {
    exact: (x) => Math.max(x, 1.00001),
    starts: from(1, 1.00001),
  },
  'a step inside a run': { exact: (x) => (x > 1.00001 ? 1 : 0), starts: from(1, 1.00001) },
  'an oscillation': {
    exact: Math.sin,
    circular: (sine) => sine,
    starts: from(3, 355, 1e5, 1e10, -1e30, 3e38),
  },
  'a quotient of oscillations': {
    exact: Math.tan,
    circular: (sine, cosine) => sine / cosine,
    starts: from(1.5707, 355, 1e10, -1e30),
  },
  'infinities and NaN': { exact: Math.tanh, starts: [0x7f800000, 0xff800000, 0x7fc00000] },
};

function numbersFrom(start: number): { numbers: Float32Array; patterns: Uint32Array } {
  const patterns = Uint32Array.from({ length: runLength }, (_, i) => start + i);
  return { numbers: new Float32Array(patterns.buffer), patterns };
}

/** float32 results that are up to `units` off, and NaN or infinite here and there. */
function spoilt(exact: Exact, numbers: Float32Array, units: number): Float32Array {
  const got = Float32Array.from(numbers, (x, i) => {
    const noise = ((i * 7919) % 257) / 257 - 0.5;
    return exact(x) * (1 + noise * units * 2 ** -23);
  });
  if (units > 2) [got[77], got[201]] = [NaN, -Infinity];
  return got;
}

describe.each(Object.entries(examples))('runs of %s', (_, { exact, circular, starts }) => {
  test.each([0, 1, 5])(
    'get the verdict of a comparison number by number, with results %i units off',
    (units) => {
      const fast = new Comparison(exact, () => false, circular);
      const slow = new Comparison(exact, () => false);
      for (const start of starts) {
        const { numbers, patterns } = numbersFrom(start);
        const got = spoilt(exact, numbers, units);
        fast.add(got, numbers, patterns, 0, runLength);
        // Less than a run is compared number by number.
        slow.add(got, numbers, patterns, 0, runLength - 1);
        slow.add(got, numbers, patterns, runLength - 1, 1);
      }
      expect(fast.verdict).toEqual(slow.verdict);
    },
  );
});

test.each([
  ['a smooth function', 0.3],
  ['an oscillation', 1e10],
  ['a quotient of oscillations', 1e10],
])('most results of %s are not compared with an exact value', (name, at) => {
  const { exact, circular } = examples[name]!;
  const comparison = new Comparison(exact, () => false, circular);
  const { numbers, patterns } = numbersFrom(bitsOf(at));
  comparison.add(spoilt(exact, numbers, 0), numbers, patterns, 0, runLength);
  expect(comparison.verdict.tried).toBe(runLength);
  expect(comparison.exactly).toBeLessThan(runLength / 4);
});

test('a bump between the places of the cubic is seen', () => {
  const { numbers, patterns } = numbersFrom(bitsOf(1));
  const bump: Exact = (x) => (x > numbers[100]! && x < numbers[200]! ? 1.01 : 1);
  const comparison = new Comparison(bump, () => false);
  comparison.add(new Float32Array(runLength).fill(1), numbers, patterns, 0, runLength);
  expect(comparison.verdict).toMatchObject({ worstAt: patterns[101] });
});

test('a finite result is of the wrong kind beyond the range, however far off others were', () => {
  const { numbers, patterns } = numbersFrom(bitsOf(1));
  let want = 1;
  const comparison = new Comparison(
    () => want,
    () => false,
  );
  comparison.add(new Float32Array(runLength).fill(1.1), numbers, patterns, 0, runLength);
  want = 2 ** 128 * (1 + 2 ** -19);
  const largest = new Float32Array(runLength).fill(3.4028234663852886e38);
  comparison.add(largest, numbers, patterns, 0, runLength);
  expect(comparison.verdict).toMatchObject({ wrongKind: runLength });
});

test('names the first number that is furthest off, and the first of the wrong kind', () => {
  const { numbers, patterns } = numbersFrom(bitsOf(0.3));
  const got = Float32Array.from(numbers, Math.exp);
  got[100]! += 3 * 2 ** -23;
  got[9] = got[200] = Infinity;
  const comparison = new Comparison(Math.exp, () => false);
  comparison.add(got, numbers, patterns, 0, runLength);
  const { worst, ...rest } = comparison.verdict;
  expect(worst).toBeGreaterThan(2.4);
  expect(worst).toBeLessThan(3.6);
  expect(rest).toEqual({
    tried: runLength,
    worstAt: patterns[100],
    wrongKind: 2,
    wrongAt: patterns[9],
  });
});

test('a number at which a convention stands is left out', () => {
  const { numbers, patterns } = numbersFrom(0);
  const got = Float32Array.from(numbers, Math.cbrt);
  got[0] = 5;
  const comparison = new Comparison(Math.cbrt, (x) => x === 0);
  comparison.add(got, numbers, patterns, 0, runLength);
  expect(comparison.verdict).toMatchObject({ tried: runLength - 1, wrongKind: 0, worst: 0 });
});
