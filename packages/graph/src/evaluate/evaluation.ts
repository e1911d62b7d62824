/** What the rules of `evaluate` compute with: values, and how they are rounded. */
import type { ConstantValues } from '../builder.js';
import type { DType, Node } from '../graph.js';
import { sizeOf } from '../shapes.js';

/** The precision of every float of a program. */
export type FloatPrecision = 'float32' | 'float64';

/** Values in row-major order. */
export type Values = ConstantValues;

/** What a rule computes with. */
export interface Evaluation {
  /** Rounds to the precision. */
  readonly round: (value: number) => number;
  /** Zeros, as many as a node of this type and shape has. */
  readonly make: (node: Pick<Node, 'shape' | 'dtype'>) => Values;
}

export type EvaluateRule<N extends Node> = (
  node: N,
  inputs: readonly Values[],
  nodes: readonly Node[],
  evaluation: Evaluation,
) => Values;

export function evaluationOf(precision: FloatPrecision): Evaluation {
  const make = (dtype: DType, size: number) => {
    if (dtype === 'int32') return new Int32Array(size);
    if (dtype === 'bool') return new Uint8Array(size);
    return precision === 'float32' ? new Float32Array(size) : new Float64Array(size);
  };
  return {
    round: precision === 'float32' ? Math.fround : (value) => value,
    make: ({ dtype, shape }) => make(dtype, sizeOf(shape)),
  };
}
