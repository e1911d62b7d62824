/** What the training rules look at: one observed step in figures. */
import type { TypedArray } from '@tensorflow/tfjs-core';

/** One trained parameter in an observed step. Norms are 2-norms, in double precision. */
export interface SeenParameter {
  readonly name: string;
  /** Of weights: 2 and more. Biases and gains have rank 1. */
  readonly rank: number;
  readonly size: number;
  readonly gradientNorm: number;
  /** Before the update. */
  readonly norm: number;
  /** The greatest magnitude after the update. */
  readonly greatest: number;
  readonly greatestGradient: number;
  readonly updateNorm: number;
  /** The inner product of gradient and update: what the update does to the loss, to first order. */
  readonly slope: number;
}

export type ActivationKind = 'relu' | 'sigmoid' | 'tanh';

/** An activation that a later weight reads: all its calls in the step together. */
export interface SeenActivation {
  /**
   * `relu(NAME)`, NAME the weight before it; `relu(#2)`, the second of the step, where there is none;
   * `tanh(NAME)#2`, one that another of its kind behind the same weight goes into, as for an LSTM's cell.
   */
  readonly name: string;
  readonly kind: ActivationKind;
  /** True where another of its kind, behind the same weight, goes into it. */
  readonly repeated: boolean;
  /** The user's source line. */
  readonly line: string | null;
  /** Values for each unit: samples, times positions, times calls. */
  readonly values: number;
  /** For each unit: how many of its values still pass a gradient. */
  readonly active: readonly number[];
  /** Of what goes in, over all units. */
  readonly inputVariance: number;
  readonly greatest: number;
}

export interface Observation {
  /** Counted from 0. */
  readonly step: number;
  /** Before the update; null where the training loop applies gradients by hand. */
  readonly loss: number | null;
  /** In the order in which the model has them. */
  readonly parameters: readonly SeenParameter[];
  /** In the order of the forward pass. */
  readonly activations: readonly SeenActivation[];
}

/**
 * The figures of one parameter.
 *
 * @param before its values before the update, `after` after it, as many as the gradient has
 */
export function seeParameter(
  { name, shape }: { readonly name: string; readonly shape: readonly number[] },
  gradient: TypedArray,
  before: TypedArray,
  after: TypedArray,
): SeenParameter {
  let gradientSquares = 0;
  let squares = 0;
  let updateSquares = 0;
  let slope = 0;
  let greatest = 0;
  let greatestGradient = 0;
  for (let at = 0; at < gradient.length; at += 1) {
    const g = gradient[at]!;
    const w = before[at]!;
    const update = after[at]! - w;
    gradientSquares += g * g;
    squares += w * w;
    updateSquares += update * update;
    slope += g * update;
    greatest = Math.max(greatest, Math.abs(after[at]!));
    greatestGradient = Math.max(greatestGradient, Math.abs(g));
  }
  return {
    name,
    rank: shape.length,
    size: gradient.length,
    gradientNorm: Math.sqrt(gradientSquares),
    norm: Math.sqrt(squares),
    greatest,
    greatestGradient,
    updateNorm: Math.sqrt(updateSquares),
    slope,
  };
}
