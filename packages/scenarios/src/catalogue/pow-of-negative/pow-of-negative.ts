import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, linear, log, sgd, type NamedTensors } from '../../define.js';
import { drawRegression } from '../../parts/problems.js';

function errorsOf(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.sub(tf.matMul(batch.x!, params.weights!), batch.y!);
}

export const powOfNegative = defineScenario({
  name: 'pow-of-negative',
  title: 'An error to the power of 1.5',
  cause: 'operation',
  explanation:
    'Somebody makes the squared error milder by raising the error to the power of 1.5 instead of 2. The square hid that errors have a sign: a negative number to a power that is not whole is NaN, so the loss is NaN as soon as one prediction is too low, which is at once. Only an exponent of exactly 1, 2 or 3 escapes. The power of the absolute error is what was meant; with 1e-6 added its slope is finite also where the error is 0 and the exponent below 1.',
  references: [
    'IEEE 754-2019, section 9.2.1: pow of a negative base',
    'TensorFlow API, tf.math.pow',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    exponent: linear(0.5, 3, { default: 1.5, description: 'power of the error' }),
  },
  sweptByDefault: ['lr', 'exponent'],
  steps: 60,
  setup: ({ rng }) => ({
    params: { weights: tf.mul(rng.normal([3, 1]), 0.1) },
    data: { ...drawRegression(rng, 40, 3) },
  }),
  loss: ({ params, batch, axes }) => tf.mean(tf.pow(errorsOf(params, batch), axes.exponent)),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'error to the power' },
    fixed: {
      description: 'absolute error plus 1e-6, to the power',
      loss: ({ params, batch, axes }) =>
        tf.mean(tf.pow(tf.add(tf.abs(errorsOf(params, batch)), 1e-6), axes.exponent)),
    },
  },
  evidence: {
    at: { exponent: 1.5 },
    outcome: 'nan',
    site: 'loss',
    rule: 'pow-of-negative',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
