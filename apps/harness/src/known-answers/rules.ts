/**
 * The optimizers whose border is known for a quadratic loss, the scenario that trains a regression
 * with each, and the border.
 *
 * | rule             | step                                              | stable below lr =                      |
 * | ---------------- | ------------------------------------------------- | -------------------------------------- |
 * | gradient descent | w - lr g                                          | 2 / l(H)                               |
 * | momentum b       | a = b a + g; w - lr a                             | (2 + 2b) / l(H)                        |
 * | frozen Adam b    | m = b m + (1 - b) g; w - lr P^-1 m                | (2 + 2b) / ((1 - b) l(P^-1 H))         |
 *
 * with l the largest eigenvalue. The second is Polyak's; the third is that of Cohen et al., Adaptive
 * gradient methods at the edge of stability (2022), arXiv:2207.14484, who state it for Adam with its
 * preconditioner P = diag(sqrt(v) + epsilon) held fixed. Adam itself does not diverge there: its v grows with
 * the gradients until it is stable again. So P is taken from Adam after `warmUp` steps and held.
 * In the coordinates u = P^(1/2) w the third is the second with the rate (1 - b) lr, on features
 * divided by P^(1/2), which is how it is trained here.
 */
import type { Scenario } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs-core';
import { preconditionedHessian, preconditionersOf } from './adam-preconditioner.js';
import { hessianOf, type Regression } from './data-sets.js';
import { scenarioOf } from './regression-scenario.js';
import { dominantEigenpair, type Dominant } from './spectrum.js';

export const ruleNames = ['gradient descent', 'momentum 0.9', 'frozen Adam 0.9'] as const;
export type RuleName = (typeof ruleNames)[number];

const beta = 0.9;
const warmUp = 50;

export interface KnownBorder {
  readonly scenario: Scenario;
  /** Of the Hessian, or of the preconditioned one. */
  readonly dominant: Dominant;
  /** The learning rate above which the loss grows without bound. */
  readonly border: number;
  /** What a learning rate is multiplied by to be the step along the dominant direction. */
  readonly rate: number;
  readonly momentum: number;
  /** The regression in the coordinates in which it is trained. */
  readonly trained: Regression;
}

/** Needs a tfjs backend. */
export function knownBorder(regression: Regression, rule: RuleName): KnownBorder {
  const momentum = rule === 'gradient descent' ? 0 : beta;
  const rate = rule === 'frozen Adam 0.9' ? 1 - beta : 1;
  const preconditioner = rule === 'frozen Adam 0.9' ? frozen(regression) : null;
  const hessian =
    preconditioner === null
      ? hessianOf(regression)
      : preconditionedHessian(regression, preconditioner);
  const dominant = dominantEigenpair(hessian, regression.columns);
  const trained = {
    ...regression,
    x: regression.x.map((value, i) =>
      preconditioner === null ? value : value / Math.sqrt(preconditioner[i % regression.columns]!),
    ),
  };
  return {
    scenario: scenarioOf(trained, {
      kind: 'momentum',
      lr: (axes) => tf.mul(axes.lr, rate),
      momentum,
    }),
    border: (2 + 2 * momentum) / (rate * dominant.value),
    ...{ dominant, rate, momentum, trained },
  };
}

/** That of Adam after `warmUp` steps at its usual rate. */
function frozen(regression: Regression): Float64Array {
  return preconditionersOf(regression, { lr: 1e-3, beta1: beta, beta2: 0.999 }, [warmUp])[0]!;
}
