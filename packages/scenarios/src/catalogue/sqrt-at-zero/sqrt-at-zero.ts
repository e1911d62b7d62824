import { safeSqrt } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';

/** The squared distance of each prediction from its target. */
function squaredDistances(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.sum(tf.square(tf.sub(tf.matMul(batch.x!, params.weights!), batch.y!)), 1);
}

export const sqrtAtZero = defineScenario({
  name: 'sqrt-at-zero',
  title: 'The gradient of a distance at distance zero',
  cause: 'operation',
  explanation:
    'The loss is the mean distance, the root of the summed squares. Its value is fine everywhere, but the slope of a square root at 0 is infinite: where a prediction meets its target the gradient is Inf times the difference, and Inf x 0 = NaN where they agree exactly. The loss stays finite in that step, so what is printed looks healthy while the weights are already lost. A distance below 1e-23 is enough, since its square underflows. Two cures: the slope at 0 taken as 0, since a sample that is met needs no pull, or a small number under the root, which rounds the tip off.',
  references: [
    'PyTorch issue tracker: the gradient of norm and sqrt at zero is NaN',
    'Pseudo-Huber loss: Charbonnier et al., Deterministic edge-preserving regularization in computed imaging (1997)',
  ],
  axes: {
    lr: log(1e-4, 1, { default: 1e-2, description: 'learning rate' }),
    gap: log(1e-50, 1, { default: 1e-25, description: 'first distance of one sample' }),
  },
  sweptByDefault: ['lr', 'gap'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([20, 3]);
    const near = tf.mul(rng.normal([1, 2]), axes.gap);
    const far = tf.slice(tf.matMul(x, rng.normal([3, 2])), [1, 0], [19, 2]);
    return { params: { weights: tf.zeros([3, 2]) }, data: { x, y: tf.concat([near, far], 0) } };
  },
  loss: ({ params, batch }) => tf.mean(tf.sqrt(squaredDistances(params, batch))),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'sqrt(d2)' },
    fixed: {
      description: 'safeSqrt of @brink/stable-ops: slope 0 at 0',
      loss: ({ params, batch }) => tf.mean(safeSqrt(squaredDistances(params, batch))),
    },
    rounded: {
      description: 'sqrt(d2 + 1e-12)',
      loss: ({ params, batch }) => tf.mean(tf.sqrt(tf.add(squaredDistances(params, batch), 1e-12))),
    },
  },
  evidence: {
    at: { gap: 1e-25 },
    outcome: 'inf',
    site: 'gradient:weights',
    rule: 'sqrt-gradient-at-zero',
    bad: ['inf', 'nan'],
    cures: { fixed: 1, rounded: 1 },
  },
});
