import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd } from '../../define.js';
import { binaryCrossEntropyOfLogits } from '../../parts/losses.js';
import { drawLabels } from '../../parts/problems.js';

export const sigmoidSaturation = defineScenario({
  name: 'sigmoid-saturation',
  title: 'The logarithm of a sigmoid that has rounded to 0 or 1',
  cause: 'operation',
  explanation:
    'The binary cross-entropy is written as the textbook has it, with the probability p = sigmoid(z). In single precision p is exactly 1 from z = 17 on and exactly 0 below z = -104; then log(1 - p) or log(p) is -Inf, and the term that should vanish is 0 x -Inf = NaN. Large inputs bring it about at once, a large learning rate after some steps. The same loss as a function of z, softplus(z) - y z, never leaves the range.',
  references: [
    'TensorFlow API, tf.nn.sigmoid_cross_entropy_with_logits: the derivation of the stable form',
    'PyTorch documentation, BCEWithLogitsLoss',
  ],
  axes: {
    lr: log(1e-3, 1e3, { default: 0.1, description: 'learning rate' }),
    inputScale: log(1e-1, 1e3, { default: 1, description: 'factor on the features' }),
  },
  sweptByDefault: ['lr', 'inputScale'],
  steps: 100,
  setup: ({ rng, axes }) => {
    const { x, y } = drawLabels(rng, 40, 3);
    return { params: { weights: rng.normal([3, 1]) }, data: { x: tf.mul(x, axes.inputScale), y } };
  },
  loss: ({ params, batch }) => {
    const p = tf.sigmoid(tf.matMul(batch.x, params.weights));
    const hit = tf.mul(batch.y, tf.log(p));
    const miss = tf.mul(tf.sub(1, batch.y), tf.log(tf.sub(1, p)));
    return tf.mean(tf.neg(tf.add(hit, miss)));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'loss from the probability' },
    fixed: {
      description: 'loss from the logit',
      loss: ({ params, batch }) =>
        binaryCrossEntropyOfLogits(tf.matMul(batch.x, params.weights), batch.y),
    },
  },
  evidence: {
    at: { inputScale: 100 },
    outcome: 'nan',
    site: 'loss',
    rule: 'sigmoid-saturation',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
