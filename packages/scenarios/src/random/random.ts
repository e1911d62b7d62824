/**
 * Draws as tensors. They depend on the seed and on the order of the calls alone: drawn in double
 * precision and rounded once to the tensor's dtype, so the float32 bits are the same everywhere.
 */
import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../scenario.js';
import { createGenerator, streams } from './generator.js';
import { orthonormal } from './orthonormal.js';

/** @throws ScenarioError where the seed is not a whole number from 0 to 2^53 - 1 */
export function createRandom(seed: number): Random {
  const generator = createGenerator(seed, streams.setup);
  return {
    normal: (shape) => filled(shape, () => generator.normal()),
    uniform: (shape, low, high) => filled(shape, () => uniform(generator.number(), low, high)),
    integers: (shape, low, high) =>
      tensor(
        Int32Array.from({ length: sizeOf(shape) }, () => low + generator.below(high - low)),
        [...shape],
        'int32',
      ),
    orthogonal: (rows, columns) =>
      tensor(
        Float32Array.from(orthonormal(rows, columns, () => generator.normal())),
        [rows, columns],
        'float32',
      ),
    number: () => generator.number(),
  };
}

/** Rounding to float32 may reach `high`, which is outside: such a draw becomes `low`. */
function uniform(draw: number, low: number, high: number): number {
  const value = Math.fround(low + (high - low) * draw);
  return value < Math.fround(high) ? value : low;
}

function filled(shape: readonly number[], draw: () => number): Tensor {
  return tensor(Float32Array.from({ length: sizeOf(shape) }, draw), [...shape], 'float32');
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}
