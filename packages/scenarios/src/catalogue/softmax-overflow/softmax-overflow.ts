import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { crossEntropyOfLogits, meanSquaredError } from '../../parts/losses.js';
import { drawClasses } from '../../parts/problems.js';

function logitsOf(params: NamedTensors, batch: NamedTensors, scale: tf.Scalar): tf.Tensor {
  return tf.mul(tf.matMul(batch.x!, params.weights!), scale);
}

export const softmaxOverflow = defineScenario({
  name: 'softmax-overflow',
  title: 'A softmax of logits x 1000',
  cause: 'operation',
  explanation:
    'A softmax written as exp(z) / sum(exp(z)) overflows once a logit passes 88.7, where exp leaves the range of single precision: Inf / Inf is NaN. With logits a thousand times too large that is the first step. tf.softmax does not do this: it subtracts the largest logit first, so all its exponents are at most 0 and its values stay finite at any scale (though the gradient all but vanishes). The log-softmax with a cross-entropy keeps the gradient too. Both cures are here, with their shares.',
  references: [
    'Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021), IMA Journal of Numerical Analysis 41',
    'Goodfellow, Bengio and Courville, Deep learning (2016), section 4.1: overflow and underflow',
  ],
  axes: {
    lr: log(1e-4, 1e1, { default: 1e-2, description: 'learning rate' }),
    logitScale: log(1, 1e4, { default: 1e3, description: 'factor on the logits' }),
  },
  sweptByDefault: ['lr', 'logitScale'],
  steps: 100,
  setup: ({ rng }) => ({
    params: { weights: tf.mul(rng.normal([4, 3]), 0.1) },
    data: { ...drawClasses(rng, 30, 4, 3) },
  }),
  loss: ({ params, batch, axes }) => {
    const power = tf.exp(logitsOf(params, batch, axes.logitScale));
    return meanSquaredError(tf.div(power, tf.sum(power, 1, true)), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'exp(z) / sum(exp(z))' },
    'tf-softmax': {
      description: 'tf.softmax, the same loss',
      loss: ({ params, batch, axes }) =>
        meanSquaredError(tf.softmax(logitsOf(params, batch, axes.logitScale)), batch.y),
    },
    fixed: {
      description: 'log-softmax and cross-entropy',
      loss: ({ params, batch, axes }) =>
        crossEntropyOfLogits(logitsOf(params, batch, axes.logitScale), batch.y),
    },
  },
  evidence: {
    at: { logitScale: 1e3 },
    outcome: 'nan',
    site: 'loss',
    rule: 'softmax-overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 1, 'tf-softmax': 1 },
  },
});
