/**
 * A function of an angle on a run of numbers so far apart that it oscillates between them: by
 * sin(x + h) = sin x cos h + cos x sin h, with the sines of all h kept for each exponent.
 */
import { runLength } from './run-length.js';
import type { Circular } from './functions.js';

/** Nearer to 0 than this, sine and cosine have lost too many digits of double precision. */
const least = 2 ** -18;

/** 2^-149 up to 2^104: the unit in the last place of float32 for each exponent field. */
const units = Float64Array.from({ length: 256 }, (_, field) => 2 ** (Math.max(field, 1) - 150));

export class RunByAngles {
  readonly #sines = new Float64Array(runLength);
  readonly #cosines = new Float64Array(runLength);
  #spacing = 0;
  #sine = 0;
  #cosine = 0;

  constructor(readonly circular: Circular) {}

  /** Takes a run whose numbers are `first`, `first + spacing`, `first + 2 spacing`, ... */
  startAt(first: number, spacing: number): void {
    if (spacing !== this.#spacing)
      for (let i = 0; i < runLength; i++) {
        this.#sines[i] = Math.sin(i * spacing);
        this.#cosines[i] = Math.cos(i * spacing);
      }
    this.#spacing = spacing;
    [this.#sine, this.#cosine] = [Math.sin(first), Math.cos(first)];
  }

  /**
   * The first place from `from` on where a result may be `error` units in the last place off;
   * `runLength` where there is none. `bits` are the patterns of `got`.
   */
  firstOutside(
    got: Float32Array,
    bits: Uint32Array,
    start: number,
    from: number,
    error: number,
  ): number {
    const [sine, cosine] = [this.#sine, this.#cosine];
    const [sines, cosines] = [this.#sines, this.#cosines];
    const { circular } = this;
    for (let i = from; i < runLength; i++) {
      const s = sine * cosines[i]! + cosine * sines[i]!;
      const c = cosine * cosines[i]! - sine * sines[i]!;
      if (Math.abs(s) < least || Math.abs(c) < least) return i;
      // At the foot of a binade the exact value may lie in the one below, whose unit is half.
      const unit = units[Math.max((bits[start + i]! & 0x7fff_ffff) - 16, 0) >>> 23]!;
      if (!(Math.abs(got[start + i]! - circular(s, c)) <= error * unit)) return i;
    }
    return runLength;
  }
}
