import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';

function logRate(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.matMul(batch.x!, params.weights!);
}

export const expOverflow = defineScenario({
  name: 'exp-overflow',
  title: 'A rate that is the exponential of a prediction',
  cause: 'operation',
  explanation:
    'Counts are fitted with the rate exp(z). The exponential leaves the range of single precision at z = 88.7, and long before that one sample with a large z has a gradient that throws the weights far off: the next z is a large negative or positive number, and in the second case the loss is Inf. Large features bring it about at the first step. Limiting z to at most 20, beyond which no count goes, keeps the value and the gradient finite; a weight that has overshot then gets no gradient from the samples at the limit, so the cure keeps a run alive rather than well.',
  references: [
    'McCullagh and Nelder, Generalized linear models (1989), chapter 6',
    'TensorFlow API, tf.nn.log_poisson_loss',
  ],
  axes: {
    lr: log(1e-4, 1e1, { default: 1e-2, description: 'learning rate' }),
    featureScale: log(1e-1, 1e3, { default: 1, description: 'factor on the features' }),
  },
  sweptByDefault: ['lr', 'featureScale'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([40, 3]);
    const y = tf.round(tf.mul(rng.uniform([40, 1], 0, 1), 4));
    return {
      params: { weights: rng.normal([3, 1]) },
      data: { x: tf.mul(x, axes.featureScale), y },
    };
  },
  loss: ({ params, batch }) => {
    const z = logRate(params, batch);
    return tf.mean(tf.sub(tf.exp(z), tf.mul(batch.y, z)));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'exp(z)' },
    fixed: {
      description: 'exp(min(z, 20))',
      loss: ({ params, batch }) => {
        const z = logRate(params, batch);
        return tf.mean(tf.sub(tf.exp(tf.minimum(z, 20)), tf.mul(batch.y, z)));
      },
    },
  },
  evidence: {
    at: { featureScale: 100 },
    outcome: 'inf',
    site: 'loss',
    rule: 'exp-overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
