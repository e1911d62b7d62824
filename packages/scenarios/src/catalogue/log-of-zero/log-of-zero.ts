import { softplus } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, linear, log, sgd, type NamedTensors, type Random } from '../../define.js';

/** Counts that rise with one feature. */
function drawProblem(rng: Random, bias: tf.Scalar) {
  const x = rng.uniform([40, 1], -1, 1);
  const y = tf.round(tf.add(tf.mul(rng.uniform([40, 1], 0, 1), 2), tf.add(x, 1)));
  return {
    params: { weight: rng.normal([1, 1]), bias: tf.mul(tf.ones([1]), bias) },
    data: { x, y },
  };
}

function rateOf(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.add(tf.matMul(batch.x!, params.weight!), params.bias!);
}

export const logOfZero = defineScenario({
  name: 'log-of-zero',
  title: 'The logarithm of a rectified rate',
  cause: 'operation',
  explanation:
    'Counts are fitted with the Poisson likelihood, rate - y log(rate), and the rate is kept from being negative by relu. That makes it exactly 0 for some samples: -y log(0) is Inf, and where the count is 0 too the product 0 x -Inf is NaN. It depends on where training starts (the initial bias) and on whether a step throws a rate below zero. Softplus is positive where relu is 0, and a small floor keeps the logarithm in range where softplus underflows.',
  references: [
    'McCullagh and Nelder, Generalized linear models (1989), chapter 6',
    'TensorFlow API, tf.nn.log_poisson_loss',
  ],
  axes: {
    lr: log(1e-4, 1e1, { default: 1e-2, description: 'learning rate' }),
    initialBias: linear(-2, 4, { default: 0, description: 'initial bias of the rate' }),
  },
  sweptByDefault: ['lr', 'initialBias'],
  steps: 100,
  setup: ({ rng, axes }) => drawProblem(rng, axes.initialBias),
  loss: ({ params, batch }) => {
    const rate = tf.relu(rateOf(params, batch));
    return tf.mean(tf.sub(rate, tf.mul(batch.y, tf.log(rate))));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'log(relu(z))' },
    fixed: {
      description: 'log(softplus(z) + 1e-6)',
      loss: ({ params, batch }) => {
        const rate = tf.add(softplus(rateOf(params, batch)), 1e-6);
        return tf.mean(tf.sub(rate, tf.mul(batch.y, tf.log(rate))));
      },
    },
  },
  evidence: {
    at: { initialBias: 0 },
    outcome: 'inf',
    site: 'loss',
    rule: 'log-of-zero',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
