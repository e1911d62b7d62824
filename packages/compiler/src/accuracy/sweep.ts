/** Tries a float32 function on every n-th of all 2^32 numbers. */
import { applied } from './apply.js';
import type { UnaryFunction } from './references.js';
import { errorInUnits } from './units.js';

export interface Worst {
  readonly tried: number;
  /** In units in the last place of the exact result. */
  readonly error: number;
  readonly at: number;
  readonly actual: number;
  readonly exact: number;
}

const CHUNK = 1 << 16;

/** The largest error over the bit patterns 0, stride, 2 stride, ... */
export async function largestError(
  name: UnaryFunction | 'erf',
  reference: (x: number) => number,
  stride: number,
): Promise<Worst> {
  const { inputs, output, run } = await applied(name, 'float32', CHUNK, 1);
  const [input] = inputs as [Float32Array];
  const patterns = new Uint32Array(input.buffer, input.byteOffset, CHUNK);
  let worst: Worst = { tried: 0, error: 0, at: NaN, actual: NaN, exact: NaN };
  let tried = 0;
  for (let start = 0; start < 2 ** 32; start += CHUNK * stride) {
    const count = Math.min(CHUNK, Math.ceil((2 ** 32 - start) / stride));
    for (let i = 0; i < count; i++) patterns[i] = start + i * stride;
    run();
    for (let i = 0; i < count; i++) {
      const exact = reference(input[i]!);
      const error = errorInUnits(output[i]!, exact, 'float32');
      if (error > worst.error)
        worst = { tried: 0, error, at: input[i]!, actual: output[i]!, exact };
    }
    tried += count;
  }
  return { ...worst, tried };
}
