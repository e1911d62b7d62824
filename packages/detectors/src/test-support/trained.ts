/** A small training under the rules, and the same training in other units. */
import * as tf from '@tensorflow/tfjs';
import type { TrainingFinding } from '../rules/finding.js';
import { watch } from '../watch/watch.js';

export interface SmallTraining {
  readonly weights: () => Readonly<Record<string, tf.Tensor>>;
  readonly loss: (weights: Readonly<Record<string, tf.Tensor>>, step: number) => tf.Tensor;
  /** Of plain gradient descent. */
  readonly learningRate: number;
  readonly steps: number;
  readonly every?: number;
}

/** Factors on the parameters and on the loss that leave every step what it was. */
export interface Units {
  readonly parameters: number;
  readonly loss: number;
}

export const asItIs: Units = { parameters: 1, loss: 1 };

/**
 * Trains by gradient descent with the rules watching.
 *
 * Parameters are kept c times as large as the model uses them, and the loss is s times as large;
 * with a learning rate of lr c c / s the model takes the same steps.
 */
export function trained(
  { weights, loss, learningRate, steps, every = 1 }: SmallTraining,
  units: Units,
  rules: 'all' | readonly string[] = 'all',
): readonly TrainingFinding[] {
  const variables = Object.entries(weights()).map(
    ([name, value]) => [name, tf.variable(tf.mul(value, units.parameters), true, name)] as const,
  );
  const optimizer = watch(tf.train.sgd((learningRate * units.parameters ** 2) / units.loss), {
    policy: 'stop',
    replay: false,
    rules,
    every,
  });
  for (let step = 0; step < steps && !optimizer.stopped; step += 1)
    optimizer.minimize(
      () =>
        tf.tidy(() => {
          const used = Object.fromEntries(
            variables.map(([name, variable]) => [name, tf.div(variable, units.parameters)]),
          );
          return tf.mul(loss(used, step), units.loss);
        }),
      false,
      variables.map(([, variable]) => variable),
    );
  optimizer.release();
  for (const [, variable] of variables) variable.dispose();
  return optimizer.findings;
}
