import { logSumExp } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { drawClasses } from '../../parts/problems.js';

/** How well each row agrees with every class. */
function scoresOf(params: NamedTensors, batch: NamedTensors, scale: tf.Scalar): tf.Tensor {
  return tf.mul(tf.matMul(batch.x!, params.weights!), scale);
}

export const infMinusInf = defineScenario({
  name: 'inf-minus-inf',
  title: 'The difference of two free energies that both overflow',
  cause: 'operation',
  explanation:
    'A contrastive loss is the difference of two logarithms of sums of exponentials: one over all candidates, one over the right ones. Each sum overflows to Inf once a score passes 88.7, and Inf - Inf is NaN, though the difference itself is a number of moderate size. Taking the largest score out of a sum first leaves exponents of at most 0, and a sum with one right candidate needs no exponential at all: its free energy is that score.',
  references: [
    'Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021)',
    'van den Oord, Li and Vinyals, Representation learning with contrastive predictive coding (2018), arXiv:1807.03748',
  ],
  axes: {
    lr: log(1e-4, 1e1, { default: 1e-2, description: 'learning rate' }),
    sharpness: log(1, 1e4, { default: 1e3, description: 'factor on the scores' }),
  },
  sweptByDefault: ['lr', 'sharpness'],
  steps: 60,
  setup: ({ rng }) => ({
    params: { weights: tf.mul(rng.normal([4, 3]), 0.1) },
    data: { ...drawClasses(rng, 30, 4, 3) },
  }),
  loss: ({ params, batch, axes }) => {
    const power = tf.exp(scoresOf(params, batch, axes.sharpness));
    const all = tf.log(tf.sum(power, 1));
    return tf.mean(tf.sub(all, tf.log(tf.sum(tf.mul(power, batch.y), 1))));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'log(sum(exp)) of each' },
    fixed: {
      description: 'logSumExp, and the score itself for the right one',
      loss: ({ params, batch, axes }) => {
        const scores = scoresOf(params, batch, axes.sharpness);
        const all = logSumExp(scores, 1);
        return tf.mean(tf.sub(all, tf.sum(tf.mul(scores, batch.y), 1)));
      },
    },
  },
  evidence: {
    at: { sharpness: 1e3 },
    outcome: 'nan',
    site: 'loss',
    rule: 'exp-overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
