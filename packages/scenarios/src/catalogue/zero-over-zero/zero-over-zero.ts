import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';

/** The squared errors of each row that are kept, summed, and how many those are. */
function maskedErrors(params: NamedTensors, batch: NamedTensors) {
  const errors = tf.square(tf.sub(tf.matMul(batch.x!, params.weights!), batch.y!));
  return { sum: tf.sum(tf.mul(errors, batch.mask!), 1), count: tf.sum(batch.mask!, 1) };
}

export const zeroOverZero = defineScenario({
  name: 'zero-over-zero',
  title: 'The mean over a mask that keeps nothing',
  cause: 'operation',
  explanation:
    'The loss of a sample is its mean over the outputs that a mask keeps: sum / count. Some samples keep none (an empty sequence, a user without ratings), and their 0/0 is NaN, which the mean over samples hands to the loss and to every gradient. The fewer outputs are kept the surer one sample is empty; with enough kept it never happens, which is why it shows up late and on other data. A count of at least 1 makes the mean of nothing 0.',
  references: [
    'IEEE 754-2019, section 7.2: 0/0 is invalid',
    'TensorFlow API, tf.math.divide_no_nan',
  ],
  axes: {
    lr: log(1e-4, 1, { default: 1e-2, description: 'learning rate' }),
    keptShare: log(1e-2, 1, { default: 0.2, description: 'share of the outputs that are kept' }),
  },
  sweptByDefault: ['lr', 'keptShare'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([30, 3]);
    const kept = tf.less(rng.uniform([30, 6], 0, 1), axes.keptShare);
    return {
      params: { weights: tf.mul(rng.normal([3, 6]), 0.1) },
      data: { x, y: tf.matMul(x, rng.normal([3, 6])), mask: tf.cast(kept, 'float32') },
    };
  },
  loss: ({ params, batch }) => {
    const { sum, count } = maskedErrors(params, batch);
    return tf.mean(tf.div(sum, count));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'sum / count' },
    fixed: {
      description: 'sum / max(count, 1)',
      loss: ({ params, batch }) => {
        const { sum, count } = maskedErrors(params, batch);
        return tf.mean(tf.div(sum, tf.maximum(count, 1)));
      },
    },
  },
  evidence: {
    at: { keptShare: 0.1 },
    outcome: 'nan',
    site: 'loss',
    rule: 'sum-in-denominator',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
