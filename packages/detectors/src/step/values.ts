/** The values of saved tensors as bytes, and back. */
import type { TensorEntry } from './manifest.js';

export type Values = Float32Array | Int32Array | Uint8Array;

const kinds = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** Puts values one after the other, each at a multiple of 4 bytes. */
export class Packing {
  private readonly parts: Uint8Array[] = [];
  private length = 0;

  /** @returns where the values begin, in bytes */
  add(values: Values): number {
    const offset = this.length;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
    padded.set(bytes);
    this.parts.push(padded);
    this.length += padded.length;
    return offset;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}

/** The values of one tensor, copied; null where the bytes end before it does. */
export function valuesAt(bytes: Uint8Array, { shape, dtype, offset }: TensorEntry): Values | null {
  const size = shape.reduce((product, length) => product * length, 1);
  const kind = kinds[dtype];
  const end = offset + size * kind.BYTES_PER_ELEMENT;
  if (end > bytes.length) return null;
  // Copied: a view on the file's bytes may begin where no number can.
  return new kind(Uint8Array.from(bytes.subarray(offset, end)).buffer);
}
