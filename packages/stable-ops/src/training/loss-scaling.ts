/**
 * Dynamic loss scaling: the loss is multiplied before differentiation so that small gradients do
 * not vanish among the subnormals, and the gradients divided afterwards. A scale that makes a
 * gradient overflow is halved and the step left out; after `growthInterval` good steps it doubles.
 *
 * All state is in tensors and nothing is read, so it can stand inside a traced training step.
 *
 * Source: P. Micikevicius et al., "Mixed precision training", 2018, section 3.2.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';
import { assertList } from './gradient-list.js';

/** The scale, and how many good steps it has stood. */
export interface LossScale {
  readonly scale: Scalar;
  readonly goodSteps: Scalar;
}

/** How the scale moves. */
export interface LossScaleOptions {
  /** Good steps before it grows. */
  readonly growthInterval: number;
  /** Above 1; a power of two keeps scaling exact. */
  readonly growthFactor: number;
  /** In 0..1; a power of two keeps scaling exact. */
  readonly backoffFactor: number;
}

/** Grow twofold after 2000 good steps, halve after a bad one: the rule of the paper. */
export const usualLossScaling: LossScaleOptions = {
  growthInterval: 2000,
  growthFactor: 2,
  backoffFactor: 0.5,
};

/**
 * The state to begin with.
 *
 * @throws StableOpsError where the scale is not positive and finite.
 */
export function initialLossScale(scale: number): LossScale {
  if (!(scale > 0 && scale < Infinity))
    throw new StableOpsError(
      'initialLossScale',
      'scale',
      'must be positive and finite',
      String(scale),
      'pass a power of two, for example 32768',
    );
  return { scale: tf.scalar(scale), goodSteps: tf.scalar(0) };
}

/** The loss to differentiate. */
export function scaleLoss<T extends Tensor>(loss: T, { scale }: LossScale): T {
  return tf.mul(loss, scale);
}

/** What became of the gradients of a scaled loss. */
export interface UnscaledGradients<T extends Tensor> {
  /** Divided by the scale; all zeros where one of them was not finite. */
  readonly gradients: T[];
  /** 1 where all were finite, 0 otherwise: the step is to be left out. */
  readonly finite: Scalar;
}

/**
 * Divides the gradients by the scale and tells whether they can be used.
 *
 * @throws StableOpsError where `gradients` is no list, or an empty one.
 */
export function unscaleGradients<T extends Tensor>(
  gradients: readonly T[],
  { scale }: LossScale,
): UnscaledGradients<T> {
  assertList(gradients, 'unscaleGradients');
  const { finite, unscaled } = tf.tidy(() => {
    const each = gradients.map((g) => tf.all(tf.less(tf.abs(g), Infinity)));
    const good = tf.all(tf.stack(each));
    return {
      finite: tf.cast(good, 'float32') as Scalar,
      unscaled: gradients.map((g) => {
        const usable = tf.broadcastTo(good, g.shape);
        return tf.where(usable, tf.div(g, scale), tf.zerosLike(g)) as T;
      }),
    };
  });
  return { gradients: unscaled, finite };
}

/**
 * The state for the next step.
 *
 * @param finite What `unscaleGradients` told.
 */
export function nextLossScale(
  { scale, goodSteps }: LossScale,
  finite: Scalar,
  { growthInterval, growthFactor, backoffFactor }: LossScaleOptions,
): LossScale {
  return tf.tidy(() => {
    const good = tf.greater(finite, 0);
    const steps = tf.where(good, tf.add(goodSteps, 1), tf.scalar(0));
    const grows = tf.greaterEqual(steps, growthInterval);
    const grown = tf.where(grows, tf.mul(scale, growthFactor), scale);
    // Neither beyond float32 nor to 0: a scale that is not finite would never come back.
    const next = tf.clipByValue(
      tf.where(good, grown, tf.mul(scale, backoffFactor)),
      2 ** -126,
      2 ** 126,
    );
    return { scale: next as Scalar, goodSteps: tf.where(grows, tf.scalar(0), steps) as Scalar };
  }) as unknown as LossScale;
}
