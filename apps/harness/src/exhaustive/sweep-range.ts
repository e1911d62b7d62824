/** A function and its gradient on a range of the float32 numbers. */
import { Comparison } from './compare-run.js';
import type { Evaluator } from './evaluate.js';
import { partsOf, type Part, type TriedFunction } from './functions.js';
import { runLength } from './run-length.js';
import type { Verdict } from './verdict.js';

/** Bit patterns `first * stride` up to `end * stride`, not included. */
export interface Range {
  readonly first: number;
  readonly end: number;
  readonly stride: number;
}

export type Verdicts = Readonly<Partial<Record<Part, Verdict>>>;

/** The ranges of all 2^32 patterns, `count` of them where there are enough numbers. */
export function rangesOf(stride: number, count: number): readonly Range[] {
  const total = Math.ceil(2 ** 32 / stride);
  const length = Math.ceil(total / count / runLength) * runLength;
  return Array.from({ length: Math.ceil(total / length) }, (_, at) => ({
    first: at * length,
    end: Math.min(total, (at + 1) * length),
    stride,
  }));
}

export function sweepRange(
  one: TriedFunction,
  { numbers, results }: Evaluator,
  { first, end, stride }: Range,
): Verdicts {
  const patterns = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  const comparisons = partsOf(one).map(
    (part) => [part, new Comparison(one.exact[part]!, one.convention, one.circular)] as const,
  );
  for (let start = first; start < end; start += numbers.length) {
    let pattern = (start * stride) | 0;
    for (let i = 0; i < numbers.length; i++) {
      patterns[i] = pattern;
      pattern = (pattern + stride) | 0;
    }
    const got = results();
    const count = Math.min(numbers.length, end - start);
    for (const [part, comparison] of comparisons)
      for (let run = 0; run < count; run += runLength)
        comparison.add(got[part]!, numbers, patterns, run, Math.min(runLength, count - run));
  }
  return Object.fromEntries(comparisons.map(([part, { verdict }]) => [part, verdict]));
}
