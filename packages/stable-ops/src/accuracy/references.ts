/** The references that tools/accuracy/references.py writes: base64 of little-endian numbers. */
import { readFileSync } from 'node:fs';

interface Packed {
  readonly value: string;
  readonly gradients: readonly string[];
}

interface PackedCase extends Packed {
  readonly name: string;
  readonly group: 'numbers' | 'rows';
  readonly inputs: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly wrt: readonly number[];
  readonly torch?: Packed;
  readonly tensorflow?: Packed;
}

/** Value and gradients of one operation at all inputs, in the order of the inputs. */
export interface Results {
  readonly value: ArrayLike<number>;
  readonly gradients: readonly ArrayLike<number>[];
}

export interface ReferenceCase {
  readonly name: string;
  /** Numbers: each is on its own. Rows: a row is one vector. */
  readonly group: 'numbers' | 'rows';
  readonly inputs: readonly Float32Array[];
  readonly shapes: readonly (readonly number[])[];
  /** Which inputs are differentiated. */
  readonly wrt: readonly number[];
  readonly exact: Results;
  readonly torch: Results | undefined;
  readonly tensorflow: Results | undefined;
}

export interface References {
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly ReferenceCase[];
}

function bytesOf(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64');
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

const floats = (text: string) => new Float32Array(bytesOf(text));
const doubles = (text: string) => new Float64Array(bytesOf(text));

const unpacked = (packed: Packed, read: (text: string) => ArrayLike<number>): Results => ({
  value: read(packed.value),
  gradients: packed.gradients.map(read),
});

export function readReferences(file: string): References {
  const { seed, versions, cases } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly seed: number;
    readonly versions: References['versions'];
    readonly cases: readonly PackedCase[];
  };
  return {
    seed,
    versions,
    cases: cases.map((one) => ({
      name: one.name,
      group: one.group,
      inputs: one.inputs.map(floats),
      shapes: one.shapes,
      wrt: one.wrt,
      exact: unpacked(one, doubles),
      torch: one.torch && unpacked(one.torch, floats),
      tensorflow: one.tensorflow && unpacked(one.tensorflow, floats),
    })),
  };
}
