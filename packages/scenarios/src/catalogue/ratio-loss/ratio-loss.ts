import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';

/** The sum of all predictions, a scalar. */
function total(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.sum(tf.matMul(batch.x!, params.weights!));
}

export const ratioLoss = defineScenario({
  name: 'ratio-loss',
  title: 'A custom loss y_true / sum(y_pred)',
  cause: 'operation',
  explanation:
    'The loss divides by the sum of the predictions, which nothing keeps from 0. Small initial weights make it small: its reciprocal is large and the gradient, which has the square of the sum below it, larger still, so the gradient is Inf while the loss is an ordinary number. Adding 1e-8 to the sum, as is often advised, keeps both finite where the sum is near 0 from above; it does not where the sum comes to -1e-8, and it does not make the loss sensible: it is still least where the predictions are largest.',
  references: [
    'TensorFlow API, tf.math.divide_no_nan',
    'Keras documentation, losses: epsilon in the denominators of relative losses',
  ],
  axes: {
    lr: log(1e-6, 1, { default: 1e-3, description: 'learning rate' }),
    initScale: log(1e-30, 1, { default: 1e-25, description: 'size of the initial weights' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 60,
  setup: ({ rng, axes }) => ({
    params: { weights: tf.mul(rng.uniform([3, 1], 0, 1), axes.initScale) },
    data: { x: rng.uniform([20, 3], 0, 1), y: rng.uniform([20, 1], 0, 1) },
  }),
  loss: ({ params, batch }) => tf.mean(tf.div(batch.y, total(params, batch))),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'y / sum' },
    fixed: {
      description: 'y / (sum + 1e-8)',
      loss: ({ params, batch }) => tf.mean(tf.div(batch.y, tf.add(total(params, batch), 1e-8))),
    },
  },
  evidence: {
    at: { initScale: 1e-25 },
    outcome: 'inf',
    site: 'gradient:weights',
    rule: 'gradient-divides-by-zero',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
