/**
 * Initial weights whose scale keeps the variance of activations, or of gradients, the same from
 * layer to layer. randomNormal with deviation 1 multiplies the variance by the fan-in in every
 * layer: ten layers of 256 make activations of 1e12.
 *
 * Drawn in JavaScript from the seed alone: the same on every backend.
 *
 * Source: X. Glorot, Y. Bengio, 2010; K. He et al., "Delving deep into rectifiers", 2015; Y. LeCun
 * et al., "Efficient backprop", 1998; A. Saxe et al., 2014 (orthogonal).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { StableOpsError, shapeText } from '../errors.js';
import { normalDraws, type Draw } from '../internal/random.js';

/** What makes the draws. */
export interface InitializerOptions {
  /** An integer: the same seed gives the same weights. */
  readonly seed: number;
}

/** @throws StableOpsError where there is no seed, or one that is no integer. */
function seedOf(options: InitializerOptions | undefined, operation: string): number {
  const seed = options?.seed;
  if (Number.isSafeInteger(seed)) return seed!;
  throw new StableOpsError(
    operation,
    'seed',
    'must be an integer',
    String(seed),
    'pass for example { seed: 1 }',
  );
}

/** How many inputs and outputs a weight of this shape has; leading dimensions are a window. */
function fans(shape: readonly number[], operation: string): { fanIn: number; fanOut: number } {
  if (shape.length === 0 || shape.some((size) => !(size > 0)))
    throw new StableOpsError(
      operation,
      'shape',
      'must have at least one dimension, all positive',
      shapeText(shape),
      'pass the shape of a kernel, for example [inputs, outputs]',
    );
  if (shape.length === 1) return { fanIn: shape[0]!, fanOut: shape[0]! };
  const window = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return { fanIn: shape.at(-2)! * window, fanOut: shape.at(-1)! * window };
}

function filled(shape: readonly number[], next: () => number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from({ length: size }, next), [...shape], 'float32');
}

/** Uniform in -limit..limit with deviation `deviation`. */
function uniform(shape: readonly number[], deviation: number, draw: Draw): Tensor {
  const limit = Math.sqrt(3) * deviation;
  return filled(shape, () => (2 * draw.uniform() - 1) * limit);
}

/** The deviation that a standard normal has when cut off at ±2. */
const truncatedDeviation = 0.8796256610342398;

/** Normal with deviation `deviation`, cut off at two of its own. */
function normal(shape: readonly number[], deviation: number, draw: Draw): Tensor {
  return filled(shape, () => {
    let value = draw.normal();
    while (Math.abs(value) > 2) value = draw.normal();
    return (value * deviation) / truncatedDeviation;
  });
}

/** An initialiser: weights of `shape`, [..., inputs, outputs]. */
export type Initializer = (shape: readonly number[], options: InitializerOptions) => Tensor;

function initializer(
  name: string,
  distribution: typeof uniform,
  varianceOf: (fanIn: number, fanOut: number) => number,
): Initializer {
  return (shape, options) => {
    const seed = seedOf(options, name);
    const { fanIn, fanOut } = fans(shape, name);
    return distribution(shape, Math.sqrt(varianceOf(fanIn, fanOut)), normalDraws(seed));
  };
}

const glorot = (fanIn: number, fanOut: number) => 2 / (fanIn + fanOut);
const he = (fanIn: number) => 2 / fanIn;
const lecun = (fanIn: number) => 1 / fanIn;

/** Uniform, variance 2 / (fanIn + fanOut): for tanh and sigmoid layers. */
export const glorotUniform = initializer('glorotUniform', uniform, glorot);
/** Truncated normal, variance 2 / (fanIn + fanOut). */
export const glorotNormal = initializer('glorotNormal', normal, glorot);
/** Uniform, variance 2 / fanIn: for relu layers. */
export const heUniform = initializer('heUniform', uniform, he);
/** Truncated normal, variance 2 / fanIn. */
export const heNormal = initializer('heNormal', normal, he);
/** Uniform, variance 1 / fanIn: for selu layers. */
export const lecunUniform = initializer('lecunUniform', uniform, lecun);
/** Truncated normal, variance 1 / fanIn. */
export const lecunNormal = initializer('lecunNormal', normal, lecun);

/**
 * A matrix with orthonormal rows or columns (whichever are fewer), times `gain`: for recurrent
 * kernels, whose powers then neither grow nor vanish. Gram-Schmidt, twice, in float64.
 *
 * @param shape Two or more dimensions; all but the last count as rows.
 */
export function orthogonal(
  shape: readonly number[],
  options: InitializerOptions & { readonly gain?: number },
): Tensor {
  const seed = seedOf(options, 'orthogonal');
  const { gain = 1 } = options;
  fans(shape, 'orthogonal');
  if (shape.length < 2)
    throw new StableOpsError(
      'orthogonal',
      'shape',
      'must have two or more dimensions',
      shapeText(shape),
      'pass for example [units, units]',
    );
  const columns = shape.at(-1)!;
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
  const vectors = orthonormalVectors(count, length, normalDraws(seed));
  const values = new Float32Array(rows * columns);
  vectors.forEach((vector, i) => {
    vector.forEach((value, j) => {
      values[rows < columns ? i * columns + j : j * columns + i] = gain * value;
    });
  });
  return tf.tensor(values, [...shape], 'float32');
}

function orthonormalVectors(count: number, length: number, draw: Draw): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => draw.normal());
    // Twice: one pass leaves the rounding error of what it removed.
    for (let pass = 0; pass < 2; pass++) for (const other of vectors) subtractAlong(vector, other);
    const size = Math.hypot(...vector);
    if (size > 1e-6) vectors.push(vector.map((x) => x / size));
  }
  return vectors;
}

function subtractAlong(vector: Float64Array, unit: Float64Array): void {
  let along = 0;
  for (let i = 0; i < vector.length; i++) along += vector[i]! * unit[i]!;
  for (let i = 0; i < vector.length; i++) vector[i]! -= along * unit[i]!;
}
