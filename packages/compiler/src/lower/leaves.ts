/** Where the values that a kernel reads stand, and the constants that the module carries. */
import type { DType } from '@brink/graph';
import type { Buffer, Index, Precision } from '../loops.js';
import { baseOf } from '../loops/build.js';
import type { ConstantValues } from './problem.js';

export interface Leaf {
  readonly kind: 'lanes' | 'uniform' | 'index';
  readonly dtype: DType;
  readonly base: Index;
  readonly dims: readonly number[];
  /** The axis that counts samples where all samples are stored; null where a block is, or none. */
  readonly sampleAxis: number | null;
  /** Row i is row `rows[i]` of what is stored. */
  readonly rows: { readonly base: Index; readonly count: number } | undefined;
}

/** All that a kernel's code depends on of a leaf: everything but its addresses. */
export function leafKey(leaf: Leaf): string {
  const rows = leaf.rows === undefined ? '' : `rows${leaf.rows.count}`;
  return `${leaf.kind} ${leaf.dtype} ${leaf.dims.join('x')} ${leaf.sampleAxis} ${rows}`;
}

/** The buffers of the values known when the program is made, each once. */
export class ConstantPool {
  readonly buffers: Buffer[] = [];
  private readonly known = new Map<ConstantValues, Index>();

  constructor(private readonly precision: Precision) {}

  /** Floats and bools as scalars of the precision, int32 as an index table. */
  place(values: ConstantValues, dtype: DType): Index {
    const found = this.known.get(values);
    if (found !== undefined) return found;
    const name = `constant${this.buffers.length}`;
    const kind = dtype === 'int32' ? 'index' : 'uniform';
    const stored =
      dtype === 'int32'
        ? Int32Array.from(values)
        : this.precision === 'float32'
          ? Float32Array.from(values)
          : Float64Array.from(values);
    this.buffers.push({ name, kind, length: values.length, values: stored });
    const base = baseOf(name);
    this.known.set(values, base);
    return base;
  }
}
