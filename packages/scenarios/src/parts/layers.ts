/** Layers of the catalogue's networks, in the plainest form; parameters are named by the scenario. */
import { add, matMul, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../scenario.js';

/** x [samples, in] by weights [in, out], plus bias [out]. */
export function dense(x: Tensor, weights: Tensor, bias: Tensor): Tensor {
  return add(matMul(x, weights), bias);
}

/** Uniform weights of Glorot and Bengio (2010): variance 2 / (in + out). */
export function glorotUniform(rng: Random, inputs: number, outputs: number): Tensor {
  return mul(rng.uniform([inputs, outputs], -1, 1), Math.sqrt(6 / (inputs + outputs)));
}

/** Normal weights of He et al. (2015): variance 2 / in, which keeps the size of rectified values. */
export function heNormal(rng: Random, inputs: number, outputs: number): Tensor {
  return mul(rng.normal([inputs, outputs]), Math.sqrt(2 / inputs));
}
