import { softplus } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { drawLabels } from '../../parts/problems.js';

/** How far each sample is on the wrong side, as a logit. */
function wrongness(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.mul(tf.matMul(batch.x!, params.weights!), batch.sign!);
}

export const log1pOfExp = defineScenario({
  name: 'log1p-of-exp',
  title: 'Softplus written as log(1 + exp(z))',
  cause: 'operation',
  explanation:
    'The logistic loss log(1 + exp(z)) is, for large z, z itself: a moderate number. But exp(z) overflows at 88.7 and the logarithm of Inf is Inf, so a sample that is badly on the wrong side turns the loss to Inf; its gradient is exp(z) / (1 + exp(z)) = Inf / Inf = NaN. A features scale of a few hundred or one step that is too large does it. Written as max(z, 0) + log(1 + exp(-|z|)) the exponent is never positive and value and gradient are right for every z.',
  references: [
    'Maechler, Accurately computing log(1 - exp(-|a|)) (2012), the Rmpfr vignette',
    'TensorFlow API, tf.math.softplus',
  ],
  axes: {
    lr: log(1e-3, 1e3, { default: 0.1, description: 'learning rate' }),
    inputScale: log(1e-1, 1e3, { default: 1, description: 'factor on the features' }),
  },
  sweptByDefault: ['lr', 'inputScale'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const { x, y } = drawLabels(rng, 40, 3);
    return {
      params: { weights: rng.normal([3, 1]) },
      data: { x: tf.mul(x, axes.inputScale), sign: tf.sub(1, tf.mul(y, 2)) },
    };
  },
  loss: ({ params, batch }) => tf.mean(tf.log(tf.add(1, tf.exp(wrongness(params, batch))))),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'log(1 + exp(z))' },
    fixed: {
      description: 'softplus of @brink/stable-ops',
      loss: ({ params, batch }) => tf.mean(softplus(wrongness(params, batch))),
    },
  },
  evidence: {
    at: { inputScale: 300 },
    outcome: 'inf',
    site: 'loss',
    rule: 'exp-overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
