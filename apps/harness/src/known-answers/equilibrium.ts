/**
 * Where Adam itself comes to rest. Its preconditioner P shrinks with the gradients, and so the largest
 * eigenvalue of P^-1 H rises, until it reaches the border of the frozen rule, (2 + 2b) / ((1 - b) lr):
 * there the weights oscillate, the gradients grow, and P with them. Cohen et al., Adaptive gradient
 * methods at the edge of stability (2022), arXiv:2207.14484, section 3, find it to hover there for
 * full-batch Adam on networks; a regression shows it without anything else that moves.
 */
import { preconditionedHessian, preconditionersOf } from './adam-preconditioner.js';
import type { Regression } from './data-sets.js';
import { dominantEigenpair } from './spectrum.js';

/** Momenta whose borders are 2, 6 and 38 divided by the learning rate. */
export const equilibriumMomenta = [0, 0.5, 0.9] as const;

/** Chosen so that a few thousand steps reach the rest: P forgets in 1 / (1 - beta2) of them. */
export const equilibriumRates = { lr: 0.01, beta2: 0.99 } as const;

export interface Equilibrium {
  readonly regression: string;
  readonly beta1: number;
  /** (2 + 2b) / (1 - b): what the rate times the eigenvalue is at the border. */
  readonly computed: number;
  /** The rate times the eigenvalue in the second half of the steps: the median, and the greatest. */
  readonly median: number;
  readonly greatest: number;
  readonly steps: number;
}

/** How often the second half is looked at. */
const looks = 50;

/** @param steps a multiple of 100 */
export function measureEquilibrium(
  regression: Regression,
  beta1: number,
  steps: number,
): Equilibrium {
  // The steps between two looks are odd, so that a swing back and forth is seen from both sides.
  const apart = Math.floor(steps / 2 / looks) | 1;
  const after = Array.from({ length: looks }, (_, i) => steps - (looks - 1 - i) * apart);
  const rates = { ...equilibriumRates, beta1 };
  const found = preconditionersOf(regression, rates, after)
    .map((preconditioner) => {
      const hessian = preconditionedHessian(regression, preconditioner);
      return rates.lr * dominantEigenpair(hessian, regression.columns).value;
    })
    .sort((a, b) => a - b);
  return {
    regression: regression.name,
    ...{ beta1, steps },
    computed: (2 + 2 * beta1) / (1 - beta1),
    median: found[looks / 2]!,
    greatest: found[looks - 1]!,
  };
}
