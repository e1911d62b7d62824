/** Where each buffer lies in the module's memory. */
import { LoopsError } from '../loops/errors.js';
import type { Buffer, Precision } from '../loops.js';

/** A vector is one v128, whatever the precision. */
export const VECTOR_BYTES = 16;

/** A float64 for each lane of the program: two v128 in a float32 program. */
export const vectorBytesOfDoubles = (precision: Precision): number =>
  precision === 'float32' ? 2 * VECTOR_BYTES : VECTOR_BYTES;

export const scalarBytes = (precision: Precision): number => (precision === 'float32' ? 4 : 8);

/** A cache line, so that no buffer's first vector shares one with another buffer. */
const ALIGNMENT = 64;
const PAGE_BYTES = 65_536;
const MAXIMUM_BYTES = 2 ** 32 - PAGE_BYTES;

export interface MemoryLayout {
  /** The address of each buffer in bytes. */
  readonly addresses: Readonly<Record<string, number>>;
  /** A whole number of pages of 64 KiB. */
  readonly memoryBytes: number;
}

export function elementBytes(kind: Buffer['kind'], precision: Precision): number {
  switch (kind) {
    case 'lanes':
      return VECTOR_BYTES;
    case 'doubles':
      return vectorBytesOfDoubles(precision);
    case 'uniform':
      return scalarBytes(precision);
    case 'index':
      return 4;
  }
}

/** Buffers in their order, each on a cache line; address 0 belongs to none. */
export function layOut(buffers: readonly Buffer[], precision: Precision): MemoryLayout {
  const addresses: Record<string, number> = {};
  let next = ALIGNMENT;
  for (const buffer of buffers) {
    addresses[buffer.name] = next;
    const bytes = buffer.length * elementBytes(buffer.kind, precision);
    next += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    if (next > MAXIMUM_BYTES)
      throw new LoopsError(
        `buffer '${buffer.name}'`,
        `memory would pass 4 GiB (${String(next)} bytes); make the batch or the model smaller`,
      );
  }
  return { addresses, memoryBytes: Math.ceil(next / PAGE_BYTES) * PAGE_BYTES };
}
