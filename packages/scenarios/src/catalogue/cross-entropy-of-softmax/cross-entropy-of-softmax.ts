import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { crossEntropyOfLogits } from '../../parts/losses.js';
import { drawClasses } from '../../parts/problems.js';

function logitsOf(params: NamedTensors, batch: NamedTensors, scale: tf.Scalar): tf.Tensor {
  return tf.mul(tf.matMul(batch.x!, params.weights!), scale);
}

export const crossEntropyOfSoftmax = defineScenario({
  name: 'cross-entropy-of-softmax',
  title: 'The logarithm of a softmax',
  cause: 'operation',
  explanation:
    'tf.softmax itself never overflows, but a class that is more than 104 below the largest logit gets the probability 0, and its logarithm is -Inf. Where that class is the true one the loss is Inf; where it is not, the product with the 0 of the one-hot target is NaN. The identity log softmax(z) = z - logsumexp(z) has no logarithm of a small number in it. Adding 1e-8 inside the logarithm keeps the value finite too, but bounds the loss and kills the gradient exactly where the prediction is most wrong.',
  references: [
    'Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021)',
    'TensorFlow API, tf.nn.softmax_cross_entropy_with_logits',
  ],
  axes: {
    lr: log(1e-4, 1e1, { default: 1e-2, description: 'learning rate' }),
    logitScale: log(1, 1e4, { default: 100, description: 'factor on the logits' }),
  },
  sweptByDefault: ['lr', 'logitScale'],
  steps: 100,
  setup: ({ rng }) => ({
    params: { weights: tf.mul(rng.normal([4, 3]), 0.3) },
    data: { ...drawClasses(rng, 30, 4, 3) },
  }),
  loss: ({ params, batch, axes }) => {
    const p = tf.softmax(logitsOf(params, batch, axes.logitScale));
    return tf.mean(tf.neg(tf.sum(tf.mul(batch.y, tf.log(p)), 1)));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'log(softmax(z))' },
    epsilon: {
      description: 'log(softmax(z) + 1e-8)',
      loss: ({ params, batch, axes }) => {
        const p = tf.softmax(logitsOf(params, batch, axes.logitScale));
        return tf.mean(tf.neg(tf.sum(tf.mul(batch.y, tf.log(tf.add(p, 1e-8))), 1)));
      },
    },
    fixed: {
      description: 'log-softmax',
      loss: ({ params, batch, axes }) =>
        crossEntropyOfLogits(logitsOf(params, batch, axes.logitScale), batch.y),
    },
  },
  evidence: {
    at: { logitScale: 1e3 },
    outcome: 'nan',
    site: 'loss',
    rule: 'log-of-softmax',
    bad: ['inf', 'nan'],
    cures: { fixed: 1, epsilon: 1 },
  },
});
