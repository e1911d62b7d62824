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
import { createTraining, defineScenario, log, type Scenario } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs-core';
import { hessianOf, type Regression } from './data-sets.js';
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
  const preconditioner = rule === 'frozen Adam 0.9' ? preconditionerOf(regression) : null;
  const hessian = hessianOf(regression).map((value, i) => {
    if (preconditioner === null) return value;
    const [row, column] = [Math.floor(i / regression.columns), i % regression.columns];
    return value / Math.sqrt(preconditioner[row]! * preconditioner[column]!);
  });
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

type Axes = { readonly lr: ReturnType<typeof log> };
type Optimizer = Parameters<typeof defineScenario<Axes, never, never, 'fixed'>>[0]['optimizer'];

/** Weights that start at 0, in double precision. The cure is there because every scenario has one. */
function scenarioOf({ rows, columns, x, y }: Regression, optimizer: Optimizer): Scenario {
  return defineScenario({
    name: 'known-answer',
    title: 'A regression of which everything is known',
    cause: 'dynamics',
    explanation: 'Least squares: a quadratic loss.',
    references: [],
    axes: { lr: log(1e-9, 1e9, { default: 1e-3, description: 'learning rate' }) },
    sweptByDefault: ['lr'],
    steps: 100,
    precision: 'float64',
    setup: () => ({
      params: { weights: tf.zeros<tf.Rank.R2>([columns, 1]) },
      data: { x: tf.tensor2d(x, [rows, columns]), y: tf.tensor2d(y, [rows, 1]) },
    }),
    loss: ({ params, batch }) =>
      tf.mean(tf.square(tf.sub(tf.matMul(batch.x, params.weights), batch.y))),
    optimizer,
    variants: {
      broken: { description: 'as it is' },
      fixed: { description: 'clipped', optimizer: { ...optimizer, clip: { globalNorm: 1 } } },
    },
  });
}

/** diag(sqrt(v / (1 - beta2^t)) + epsilon) of Adam after `warmUp` steps from zero. */
function preconditionerOf(regression: Regression): Float64Array {
  const scenario = scenarioOf(regression, { kind: 'adam', lr: 1e-3, beta1: beta });
  const training = createTraining(scenario, 'broken', { structural: {}, seed: 0 });
  const slots = tf.tidy(() => {
    const axes = { lr: tf.scalar(0) };
    const { data, ...start } = training.init(axes);
    let state = start;
    for (let step = 0; step < warmUp; step++)
      state = training.step({ axes, step: tf.scalar(step), ...state, batch: data });
    return { v: state.slots['weights/v']!, power: state.slots['beta2/power']! };
  });
  const [power = 0] = slots.power.dataSync();
  const preconditioner = Float64Array.from(
    slots.v.dataSync(),
    (value) => Math.sqrt(value / (1 - power)) + 1e-7,
  );
  tf.dispose(slots);
  return preconditioner;
}
