/**
 * A sample of all float32 numbers through an operation and its gradient, against float64: the largest
 * errors, and whether a result is NaN or infinite where the mathematical one is not, or the other way.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { sameKind } from '../contract/same-kind.js';
import { ulpsApart } from '../contract/units.js';

/** The largest error found, and the numbers whose kind is wrong. */
export interface Verdict {
  readonly tried: number;
  /** In units of the last place, among results of the right kind. */
  readonly worst: number;
  readonly worstAt: number;
  /** Finite where it should not be, or not finite where it should be. */
  readonly wrongKind: number;
  readonly wrongAt: number;
}

type Mathematical = (x: number) => number;

/** A running verdict. */
class Tally {
  private tried = 0;
  private worst = 0;
  private worstAt = 0;
  private wrongKind = 0;
  private wrongAt = NaN;

  add(x: number, got: number, want: number): void {
    this.tried++;
    if (!sameKind(got, want)) {
      if (this.wrongKind++ === 0) this.wrongAt = x;
      return;
    }
    if (!Number.isFinite(got) || !Number.isFinite(Math.fround(want))) return;
    const error = ulpsApart(got, want);
    if (error > this.worst) [this.worst, this.worstAt] = [error, x];
  }

  get verdict(): Verdict {
    const { tried, worst, worstAt, wrongKind, wrongAt } = this;
    return { tried, worst, worstAt, wrongKind, wrongAt };
  }
}

/** How many numbers go through tfjs at once. */
const blockLength = 1 << 16;

/**
 * Value and gradient of `operation` on every `stride`-th of the 2^32 bit patterns, on the current
 * backend. Points at which a convention stands instead of a number are left to `skip`.
 */
export function sweepOperation(
  operation: (x: Tensor) => Tensor,
  { value, slope }: { readonly value: Mathematical; readonly slope: Mathematical },
  stride: number,
  skip: (x: number) => boolean,
): { value: Verdict; gradient: Verdict } {
  const tallies = { value: new Tally(), gradient: new Tally() };
  const total = Math.ceil(2 ** 32 / stride);
  for (let start = 0; start < total; start += blockLength) {
    const length = Math.min(blockLength, total - start);
    const bits = Uint32Array.from({ length }, (_, i) => (start + i) * stride);
    const xs = new Float32Array(bits.buffer);
    tf.tidy(() => {
      const x = tf.tensor1d(xs);
      const values = operation(x).dataSync();
      const gradients = tf
        .grad((input) => tf.sum(operation(input)))(x)
        .dataSync();
      for (let i = 0; i < length; i++) {
        const at = xs[i]!;
        if (skip(at)) continue;
        tallies.value.add(at, values[i]!, value(at));
        tallies.gradient.add(at, gradients[i]!, slope(at));
      }
    });
  }
  return { value: tallies.value.verdict, gradient: tallies.gradient.verdict };
}
