import { softplus } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';

function logitsOf(params: NamedTensors, x: tf.Tensor): tf.Tensor {
  return tf.add(tf.matMul(x, params.weights!), params.bias!);
}

export const ganLogLoss = defineScenario({
  name: 'gan-log-loss',
  title: 'The discriminator of a GAN that has become too sure',
  cause: 'architecture',
  explanation:
    'A discriminator is trained on -log D(real) - log(1 - D(fake)), with D a sigmoid, while the samples of the generator are still far from the real ones. It becomes sure: D(real) rounds to 1 and D(fake) to 0, and as long as it is right that is harmless. But it need not be right: the first samples on the wrong side, or one step that is too large, give log(0) = -Inf, and the gradient 0 x Inf = NaN. Far-off samples do it at the start. The same losses as softplus(-z) and softplus(z) of the logit are right everywhere.',
  references: [
    'Goodfellow et al., Generative adversarial networks (2014), arXiv:1406.2661',
    'Arjovsky and Bottou, Towards principled methods for training GANs (2017), arXiv:1701.04862',
  ],
  axes: {
    lr: log(1e-3, 1e2, { default: 0.1, description: 'learning rate' }),
    distance: log(1e-1, 1e3, { default: 10, description: 'from the fake samples to the real' }),
  },
  sweptByDefault: ['lr', 'distance'],
  steps: 80,
  setup: ({ rng, axes }) => ({
    params: { weights: rng.normal([3, 1]), bias: rng.normal([1]) },
    data: {
      real: rng.normal([24, 3]),
      fake: tf.add(rng.normal([24, 3]), tf.mul(rng.normal([1, 3]), axes.distance)),
    },
  }),
  loss: ({ params, batch }) => {
    const real = tf.log(tf.sigmoid(logitsOf(params, batch.real)));
    const fake = tf.log(tf.sub(1, tf.sigmoid(logitsOf(params, batch.fake))));
    return tf.mean(tf.neg(tf.add(real, fake)));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'logarithms of the sigmoid' },
    fixed: {
      description: 'softplus of the logit',
      loss: ({ params, batch }) => {
        const real = softplus(tf.neg(logitsOf(params, batch.real)));
        return tf.mean(tf.add(real, softplus(logitsOf(params, batch.fake))));
      },
    },
  },
  evidence: {
    at: { lr: 10, distance: 100 },
    outcome: 'inf',
    site: 'loss',
    rule: 'sigmoid-saturation',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
