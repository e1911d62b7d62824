/** A regression as a scenario that starts from weights of 0, in double precision where it is compiled. */
import { defineScenario, log, type Scenario } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs-core';
import type { Regression } from './data-sets.js';

type Axes = { readonly lr: ReturnType<typeof log> };
type Optimizer = Parameters<typeof defineScenario<Axes, never, never, 'fixed'>>[0]['optimizer'];

/** The cure is there because every scenario has one. */
export function scenarioOf({ rows, columns, x, y }: Regression, optimizer: Optimizer): Scenario {
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
