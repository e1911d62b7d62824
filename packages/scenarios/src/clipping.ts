/** Gradient clipping, before the update. */
import {
  add,
  div,
  maximum,
  minimum,
  mul,
  sqrt,
  square,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { negated, valueOf, type Moment } from './hyperparameter.js';
import type { Axes, GradientClipping, Hyperparameter, NamedTensors } from './scenario.js';

/** Element by element first, where both are given, then by the joint norm. */
export function clipped(
  gradients: NamedTensors,
  clip: GradientClipping<Hyperparameter<Axes>>,
  at: Moment,
): NamedTensors {
  let result = gradients;
  if (clip.value !== undefined) {
    const bound = valueOf(clip.value, at);
    result = mapped(result, (gradient) => minimum(maximum(gradient, negated(bound)), bound));
  }
  if (clip.globalNorm !== undefined) {
    const bound = valueOf(clip.globalNorm, at);
    const scale = div(bound, maximum(globalNorm(result), bound));
    result = mapped(result, (gradient) => mul(gradient, scale));
  }
  return result;
}

/**
 * The 2-norm of all gradients together, as tf.clip_by_global_norm takes it. Where its square
 * overflows (norms above 1.8e19 in single precision) the scale is 0: the update is skipped, not
 * made NaN.
 */
function globalNorm(gradients: NamedTensors): Tensor {
  const squares = Object.values(gradients).map((gradient) => sum(square(gradient)));
  return sqrt(squares.reduce((total, each) => add(total, each)));
}

function mapped(tensors: NamedTensors, rule: (tensor: Tensor) => Tensor): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, each]) => [name, rule(each)]));
}
