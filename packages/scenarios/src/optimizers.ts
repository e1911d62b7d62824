/**
 * Builders of optimizers: which update rule, and its hyperparameters, each a number or the name of
 * a numeric axis. A hyperparameter that is a rule of the axes and the step stands in the plain form,
 * `{ kind: 'sgd', lr: (axes, step) => ... }`, where the editor knows what `axes` has.
 */
import type { AdamOptions, MomentumOptions, RmspropOptions, SgdOptions } from './scenario.js';

/** Gradient descent: w - lr g. */
export function sgd<const N extends string>(
  options: SgdOptions<number | N>,
): { readonly kind: 'sgd' } & SgdOptions<number | N> {
  return { kind: 'sgd', ...options };
}

/** Heavy-ball momentum: a = momentum a + g; w - lr a, or with `nesterov` w - lr (g + momentum a). */
export function momentum<const N extends string>(
  options: MomentumOptions<number | N>,
): { readonly kind: 'momentum' } & MomentumOptions<number | N> {
  return { kind: 'momentum', ...options };
}

/** Adam with bias correction; beta1 0.9, beta2 0.999 and epsilon 1e-7 where not given, as tf.train.adam. */
export function adam<const N extends string>(
  options: AdamOptions<number | N>,
): { readonly kind: 'adam' } & AdamOptions<number | N> {
  return { kind: 'adam', ...options };
}

/** RMSProp, not centred; decay 0.9, momentum 0 and epsilon 1e-7 where not given, as tf.train.rmsprop. */
export function rmsprop<const N extends string>(
  options: RmspropOptions<number | N>,
): { readonly kind: 'rmsprop' } & RmspropOptions<number | N> {
  return { kind: 'rmsprop', ...options };
}
