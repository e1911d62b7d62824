/**
 * Compares runs of 1024 results with a mathematical function, without working that out 1024 times.
 *
 * The cubic through 4 exact values of the run stands for the others where it meets 2 more, at about
 * the places where it is furthest off, to 1/256 of a unit in the last place. It only sorts out results
 * that are certainly nearer than the worst so far: what it leaves is compared with the exact value.
 * A run that it does not meet (an edge of the domain, a kink, an oscillation, a pole) is compared
 * number by number, those of sine, cosine and tangent by the sum of angles.
 */
import { sameKind, ulpsApart } from '@brink/stable-ops/contract';
import { RunByAngles } from './by-angles.js';
import type { Circular, Exact } from './functions.js';
import { runLength } from './run-length.js';
import type { Verdict } from './verdict.js';

/** Equally spaced places in a run, the first and the last among them, and those of the check. */
const step = 341;
const checks = [130, 893] as const;

/** How far the cubic may be off at the checks, and how much nearer than the worst counts as certain. */
const allowed = 2 ** -8;
const margin = 0.01;

/** From here on the edge of the range is near, where one of two kinds may be right. */
const largest = 2 ** 127;

const word = new Float64Array(1);
const halves = new Uint32Array(word.buffer);

/** The unit in the last place of float32 at a double. */
function unitAt(value: number): number {
  word[0] = value;
  const exponent = ((halves[1]! >>> 20) & 0x7ff) - 1023;
  return 2 ** (Math.max(exponent, -126) - 23);
}

/** 0, 1, 2, ... as doubles: faster to read than to convert. */
const places = Float64Array.from({ length: runLength }, (_, i) => i);

/** The first place from `from` on where a result is not within `limit` of the cubic; `runLength` where all are. */
function firstOutside(
  got: Float32Array,
  start: number,
  from: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  limit: number,
): number {
  for (let i = from; i < runLength; i++) {
    const t = places[i]!;
    const difference = got[start + i]! - (c0 + t * (c1 + t * (c2 + t * c3)));
    if (!(Math.abs(difference) <= limit)) return i;
  }
  return runLength;
}

/** Whether every result of a run is `want`, NaN or infinite. */
function areAll(got: Float32Array, start: number, want: number): boolean {
  const end = start + runLength;
  if (Number.isNaN(want)) {
    for (let i = start; i < end; i++) if (got[i] === got[i]) return false;
    return true;
  }
  for (let i = start; i < end; i++) if (got[i] !== want) return false;
  return true;
}

export class Comparison {
  #tried = 0;
  #worst = 0;
  #worstAt: number | null = null;
  #wrongKind = 0;
  #wrongAt: number | null = null;
  /** How many numbers were compared with the exact value. */
  exactly = 0;
  readonly #byAngles: RunByAngles | null;

  constructor(
    readonly exact: Exact,
    readonly convention: (x: number) => boolean,
    circular?: Circular,
  ) {
    this.#byAngles = circular === undefined ? null : new RunByAngles(circular);
  }

  /** Compares `count` results from `start` on, at most a run; `patterns` are the bits of `numbers`. */
  add(
    got: Float32Array,
    numbers: Float32Array,
    patterns: Uint32Array,
    start: number,
    count: number,
  ) {
    const last = start + runLength - 1;
    // Numbers of one exponent are equally spaced.
    if (count === runLength && patterns[start]! >>> 23 === patterns[last]! >>> 23) {
      if (this.#addByCubic(got, numbers, patterns, start)) return;
      if (this.#addByAngles(got, numbers, patterns, start)) return;
    }
    for (let i = start; i < start + count; i++) this.#compare(got[i]!, numbers[i]!, patterns[i]!);
  }

  /** False where the cubic does not stand for the function. */
  #addByCubic(
    got: Float32Array,
    numbers: Float32Array,
    patterns: Uint32Array,
    start: number,
  ): boolean {
    if (this.convention(numbers[start]!)) return false;
    const last = start + runLength - 1;
    const { exact } = this;
    const y0 = exact(numbers[start]!);
    const y1 = exact(numbers[start + step]!);
    const y2 = exact(numbers[start + 2 * step]!);
    const y3 = exact(numbers[last]!);
    const near = exact(numbers[start + checks[0]]!);
    const far = exact(numbers[start + checks[1]]!);
    const most = Math.max(Math.abs(y0), Math.abs(y1), Math.abs(y2), Math.abs(y3));
    if (!(most < largest)) {
      const alike = [y1, y2, y3, near, far].every((y) => Object.is(y, y0));
      return alike && !Number.isFinite(y0) && this.#all(got, start, y0);
    }
    const d1 = y1 - y0;
    const d2 = y2 - 2 * y1 + y0;
    const d3 = y3 - 3 * y2 + 3 * y1 - y0;
    const c1 = (d1 - d2 / 2 + d3 / 3) / step;
    const c2 = (d2 - d3) / 2 / step ** 2;
    const c3 = d3 / 6 / step ** 3;
    const least = Math.min(Math.abs(y0), Math.abs(y1), Math.abs(y2), Math.abs(y3));
    // Where it passes 0 its unit is not that of the run.
    const bend = Math.abs(d2) + Math.abs(d3);
    if (most > 0 && (y0 < 0 !== y3 < 0 || least <= bend)) return false;
    const unit = unitAt(least - bend);
    const cubic = (i: number): number => y0 + i * (c1 + i * (c2 + i * c3));
    if (!(Math.abs(cubic(checks[0]) - near) <= allowed * unit)) return false;
    if (!(Math.abs(cubic(checks[1]) - far) <= allowed * unit)) return false;
    this.#compareOutside(got, numbers, patterns, start, (from) =>
      firstOutside(got, start, from, y0, c1, c2, c3, this.#certain * unit),
    );
    return true;
  }

  /** False where the function is not made of sine and cosine. */
  #addByAngles(
    got: Float32Array,
    numbers: Float32Array,
    patterns: Uint32Array,
    start: number,
  ): boolean {
    const byAngles = this.#byAngles;
    const first = numbers[start]!;
    if (byAngles === null || !Number.isFinite(first)) return false;
    byAngles.startAt(first, numbers[start + 1]! - first);
    const bits = new Uint32Array(got.buffer, got.byteOffset, got.length);
    this.#compareOutside(got, numbers, patterns, start, (from) =>
      byAngles.firstOutside(got, bits, start, from, this.#certain),
    );
    return true;
  }

  /** Errors up to this are certainly no worse than the worst; within half a unit a result is the nearest. */
  get #certain(): number {
    return Math.max(this.#worst, 0.5) - margin;
  }

  /** Compares the results of a run that `outside` finds, each from a place on, and counts the others. */
  #compareOutside(
    got: Float32Array,
    numbers: Float32Array,
    patterns: Uint32Array,
    start: number,
    outside: (from: number) => number,
  ): void {
    let inside = runLength;
    for (let i = outside(0); i < runLength; i = outside(i + 1)) {
      inside--;
      this.#compare(got[start + i]!, numbers[start + i]!, patterns[start + i]!);
    }
    this.#tried += inside;
  }

  /** Whether every result of the run is `want`, NaN or infinite. */
  #all(got: Float32Array, start: number, want: number): boolean {
    if (!areAll(got, start, want)) return false;
    this.#tried += runLength;
    return true;
  }

  #compare(got: number, x: number, bits: number): void {
    if (this.convention(x)) return;
    this.#tried++;
    this.exactly++;
    const want = this.exact(x);
    if (!sameKind(got, want)) {
      if (this.#wrongKind++ === 0) this.#wrongAt = bits;
      return;
    }
    if (!Number.isFinite(got) || !Number.isFinite(Math.fround(want))) return;
    const error = ulpsApart(got, want);
    if (error > this.#worst) [this.#worst, this.#worstAt] = [error, bits];
  }

  get verdict(): Verdict {
    return {
      tried: this.#tried,
      worst: this.#worst,
      worstAt: this.#worstAt,
      wrongKind: this.#wrongKind,
      wrongAt: this.#wrongAt,
    };
  }
}
