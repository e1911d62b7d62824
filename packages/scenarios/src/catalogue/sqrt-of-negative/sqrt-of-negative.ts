import { variance } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

/** The prediction from rows that were made mean 0 and deviation 1 with the given deviation. */
function predict(params: NamedTensors, x: tf.Tensor, variance: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  return tf.matMul(tf.div(centred, tf.sqrt(variance)), params.weights!);
}

export const sqrtOfNegative = defineScenario({
  name: 'sqrt-of-negative',
  title: 'A variance that rounding makes negative',
  cause: 'operation',
  explanation:
    'The variance is computed as the mean of squares minus the square of the mean, which needs one pass over the data and loses all its digits where the mean is large against the spread: in single precision, from a ratio of some thousands on, the difference of two numbers of size m squared is rounding, of either sign. Where it comes out negative the square root is NaN, where it comes out 0 the division is by zero. The mean of squared differences cannot be negative; a floor of 1e-5 guards the rest.',
  references: [
    'Chan, Golub and LeVeque, Algorithms for computing the sample variance (1983), The American Statistician 37',
    'Higham, Accuracy and stability of numerical algorithms (2002), section 1.9',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    mean: log(1, 1e6, { default: 1e4, description: 'mean of the features; their spread is 1' }),
  },
  sweptByDefault: ['lr', 'mean'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([24, 8]);
    return {
      params: { weights: tf.mul(rng.normal([8, 1]), 0.1) },
      data: { x: tf.add(x, axes.mean), y: tf.matMul(x, rng.normal([8, 1])) },
    };
  },
  loss: ({ params, batch }) => {
    const meanOfSquares = tf.mean(tf.square(batch.x), 1, true);
    const difference = tf.sub(meanOfSquares, tf.square(tf.mean(batch.x, 1, true)));
    return meanSquaredError(predict(params, batch.x, difference), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'mean of squares minus square of the mean' },
    fixed: {
      description: 'mean of squared differences, with a floor',
      loss: ({ params, batch }) => {
        const spread = tf.add(variance(batch.x, 1, true), 1e-5);
        return meanSquaredError(predict(params, batch.x, spread), batch.y);
      },
    },
  },
  evidence: {
    at: { mean: 1e5 },
    outcome: 'nan',
    site: 'loss',
    rule: 'sqrt-of-negative',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
