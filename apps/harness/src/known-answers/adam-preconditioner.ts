/** What Adam divides the gradient by, as it trains a regression, and the Hessian as it then sees it. */
import { createTraining } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs-core';
import { hessianOf, type Regression } from './data-sets.js';
import { scenarioOf } from './regression-scenario.js';

export interface AdamRates {
  readonly lr: number;
  readonly beta1: number;
  readonly beta2: number;
}

/** The epsilon of tf.train.adam on a float32 backend. */
const epsilon = 1e-7;

/**
 * The diagonals of P = diag(sqrt(v / (1 - beta2^t)) + epsilon), [columns] each, after each of the given
 * numbers of steps, rising, of full-batch Adam from weights of zero. Needs a tfjs backend with gradients.
 */
export function preconditionersOf(
  regression: Regression,
  rates: AdamRates,
  after: readonly number[],
): readonly Float64Array[] {
  const scenario = scenarioOf(regression, { kind: 'adam', epsilon, ...rates });
  const training = createTraining(scenario, 'broken', { structural: {}, seed: 0 });
  const axes = { lr: tf.scalar(0) };
  const { data, ...start } = training.init(axes);
  let state = start;
  const found: Float64Array[] = [];
  for (let step = 1; found.length < after.length; step++) {
    const last = state;
    state = tf.tidy(() => {
      const given = { axes, step: tf.scalar(step - 1), ...last, batch: data };
      const { params, slots } = training.step(given);
      return { params, slots };
    });
    tf.dispose([last.params, last.slots]);
    if (step === after[found.length])
      found.push(diagonalOf(state.slots['weights/v']!, rates.beta2 ** step));
  }
  tf.dispose([axes, data, state.params, state.slots]);
  return found;
}

/** @param power beta2^t, which the second moment still lacks */
function diagonalOf(v: tf.Tensor, power: number): Float64Array {
  return Float64Array.from(v.dataSync(), (value) => Math.sqrt(value / (1 - power)) + epsilon);
}

/** P^(-1/2) H P^(-1/2), [columns, columns]: symmetric, with the eigenvalues of P^-1 H. */
export function preconditionedHessian(
  regression: Regression,
  preconditioner: Float64Array,
): Float64Array {
  const { columns } = regression;
  return hessianOf(regression).map((value, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return value / Math.sqrt(preconditioner[row]! * preconditioner[column]!);
  });
}
