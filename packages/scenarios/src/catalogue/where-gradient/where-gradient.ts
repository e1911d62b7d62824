import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, linear, log, sgd, type NamedTensors } from '../../define.js';

/** The size of each row's prediction; exactly 0 for a row of padding. */
function squaredSizes(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.sum(tf.square(tf.matMul(batch.x!, params.weights!)), 1);
}

export const whereGradient = defineScenario({
  name: 'where-gradient',
  title: 'A NaN that where() hides from the loss but not from the gradient',
  cause: 'operation',
  explanation:
    'Rows of padding are masked out with where(mask, sqrt(z), 0), because the square root has an infinite slope at their z = 0. The value is right: the loss is finite. But the gradient of where multiplies each side by its mask, and the unused side gets 0 x Inf = NaN, which reaches the weights. The mask must act before the function: put a harmless 1 in place of the padding first, so that the root of it has an ordinary slope, and mask the result too. This is the double where.',
  references: [
    'JAX documentation, frequently asked questions: gradients contain NaN where using where',
    'TensorFlow issue tracker: gradient of tf.where is NaN when the unselected branch is NaN',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    paddedShare: linear(0, 0.5, {
      default: 0.2,
      description: 'share of the rows that are padding',
    }),
  },
  sweptByDefault: ['lr', 'paddedShare'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([30, 3]);
    const kept = tf.greaterEqual(rng.uniform([30, 1], 0, 1), axes.paddedShare);
    const mask = tf.cast(kept, 'float32');
    return {
      params: { weights: rng.normal([3, 2]) },
      data: { x: tf.mul(x, mask), mask: tf.reshape(mask, [30]), y: rng.uniform([30], 1, 2) },
    };
  },
  loss: ({ params, batch }) => {
    const kept = tf.greater(batch.mask, 0);
    const size = tf.where(kept, tf.sqrt(squaredSizes(params, batch)), tf.zeros([30]));
    return tf.mean(tf.mul(batch.mask, tf.square(tf.sub(size, batch.y))));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'where(mask, sqrt(z), 0)' },
    fixed: {
      description: 'where(mask, sqrt(where(mask, z, 1)), 0)',
      loss: ({ params, batch }) => {
        const kept = tf.greater(batch.mask, 0);
        const safe = tf.where(kept, squaredSizes(params, batch), tf.ones([30]));
        const size = tf.where(kept, tf.sqrt(safe), tf.zeros([30]));
        return tf.mean(tf.mul(batch.mask, tf.square(tf.sub(size, batch.y))));
      },
    },
  },
  evidence: {
    at: { paddedShare: 0.2 },
    outcome: 'nan',
    site: 'gradient:weights',
    rule: 'sqrt-gradient-at-zero',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
