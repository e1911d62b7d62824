/** A recurrent net of rectified units: its weights, and the axes over which its recurrent matrix breaks. */
import { div, mul, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { log, type Random } from '../define.js';

export const units = 16;

export const recurrentAxes = {
  lr: log(1e-4, 1e1, { default: 1e-2, description: 'learning rate' }),
  initScale: log(1e-1, 1e2, {
    default: 1,
    description: 'factor on the initial recurrent matrix, N(0, 1 / units)',
  }),
};

/** [units, units], its elements N(0, 1 / units) times `scale`. */
export function normalMatrix(rng: Random, scale: Scalar): Tensor {
  return mul(div(rng.normal([units, units]), Math.sqrt(units)), scale);
}

/** The weights around a recurrent matrix: [inputs, units] before it, [units, outputs] after it. */
export function drawWeights(rng: Random, inputs: number, recurrent: Tensor, outputs: number) {
  return {
    input: mul(rng.normal([inputs, units]), 0.5),
    recurrent,
    output: div(rng.normal([units, outputs]), Math.sqrt(units)),
  };
}
