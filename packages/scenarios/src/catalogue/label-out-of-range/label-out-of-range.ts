import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, linear, log, sgd } from '../../define.js';
import { binaryCrossEntropyOfLogits } from '../../parts/losses.js';
import { drawLabels } from '../../parts/problems.js';

export const labelOutOfRange = defineScenario({
  name: 'label-out-of-range',
  title: 'Labels above 1 in a binary cross-entropy',
  cause: 'data',
  explanation:
    'Labels that run from 0 to 2 (counted from 1 in one file and from 0 in another, or percentages) are fed to a binary cross-entropy made for 0 to 1. With a label above 1 the loss has no lower bound: 1 - y is negative, and pushing the probability to 1 makes log(1 - p) fall for ever. It looks like splendid training, below zero, until a sigmoid rounds to 1 or 0: the loss is then -Inf, or NaN from 0 times the logarithm of 0. A stable form of the loss alone only hides this, since the loss then falls for ever without overflowing; the labels must be brought into the range, and are here both. The scenario iris-three-species shows it on real labels.',
  references: [
    'Keras issue tracker: negative loss with binary_crossentropy, answered by labels outside 0 to 1',
    'TensorFlow API, tf.nn.sigmoid_cross_entropy_with_logits: labels between 0 and 1',
  ],
  axes: {
    lr: log(1e-2, 1e2, { default: 1, description: 'learning rate' }),
    topLabel: linear(0.5, 3, { default: 2, description: 'label of the second class' }),
  },
  sweptByDefault: ['lr', 'topLabel'],
  steps: 200,
  setup: ({ rng, axes }) => {
    const { x, y } = drawLabels(rng, 40, 3);
    return {
      params: { weights: tf.mul(rng.normal([3, 1]), 0.1) },
      data: { x, y: tf.mul(y, axes.topLabel) },
    };
  },
  loss: ({ params, batch }) => {
    const p = tf.sigmoid(tf.matMul(batch.x, params.weights));
    const hit = tf.mul(batch.y, tf.log(p));
    const miss = tf.mul(tf.sub(1, batch.y), tf.log(tf.sub(1, p)));
    return tf.mean(tf.neg(tf.add(hit, miss)));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'labels as they come, probabilities' },
    fixed: {
      description: 'labels from 0 to 1, loss from logits',
      loss: ({ params, batch, axes }) =>
        binaryCrossEntropyOfLogits(
          tf.matMul(batch.x, params.weights),
          tf.div(batch.y, axes.topLabel),
        ),
    },
  },
  evidence: {
    at: { lr: 10, topLabel: 2 },
    outcome: 'nan',
    site: 'loss',
    rule: 'label-out-of-range',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
