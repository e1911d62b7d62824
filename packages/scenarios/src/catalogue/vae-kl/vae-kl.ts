import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';

/** Mean and log-variance of the code of each sample, two numbers each. */
function encode(params: NamedTensors, batch: NamedTensors) {
  const code = tf.matMul(batch.x!, params.encoder!);
  return { mean: tf.slice(code, [0, 0], [24, 2]), logVariance: tf.slice(code, [0, 2], [24, 2]) };
}

/** Reconstruction from the code with its noise, plus the divergence from the standard normal. */
function objective(
  { mean, logVariance }: { readonly mean: tf.Tensor; readonly logVariance: tf.Tensor },
  params: NamedTensors,
  batch: NamedTensors,
): tf.Scalar {
  const noise = tf.mul(batch.noise!, tf.exp(tf.mul(logVariance, 0.5)));
  const answer = tf.matMul(tf.add(mean, noise), params.decoder!);
  const terms = tf.sub(tf.add(tf.exp(logVariance), tf.square(mean)), tf.add(logVariance, 1));
  const divergence = tf.mul(tf.mean(tf.sum(terms, 1)), 0.5);
  return tf.add(tf.mean(tf.square(tf.sub(answer, batch.x!))), divergence);
}

export const vaeKl = defineScenario({
  name: 'vae-kl',
  title: 'The exponential of a log-variance',
  cause: 'architecture',
  explanation:
    'The encoder of a variational autoencoder answers the logarithm of a variance, and the loss takes its exponential, so that the variance is positive. Nothing bounds the logarithm: features of size 100 give some samples one above 88.7 at the start, whose exponential is Inf; moderate features get there by one step that is too large, since the gradient is that same exponential. A log-variance held between -10 and 10 covers every variance that makes sense, with a gradient of 0 outside; together with clipped gradients it keeps the run finite.',
  references: [
    'Kingma and Welling, Auto-encoding variational Bayes (2013), arXiv:1312.6114',
    'Dehaene and Brossard, Re-parameterizing VAEs for stability (2021), arXiv:2106.13739',
  ],
  axes: {
    lr: log(1e-5, 1e-1, { default: 1e-2, description: 'learning rate' }),
    featureScale: log(0.1, 1e3, { default: 1, description: 'factor on the features' }),
  },
  sweptByDefault: ['lr', 'featureScale'],
  steps: 60,
  setup: ({ rng, axes }) => ({
    params: {
      encoder: tf.mul(rng.normal([4, 4]), 0.5),
      decoder: tf.mul(rng.normal([2, 4]), 0.5),
    },
    data: { x: tf.mul(rng.normal([24, 4]), axes.featureScale), noise: rng.normal([24, 2]) },
  }),
  loss: ({ params, batch }) => objective(encode(params, batch), params, batch),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'exp(log-variance)' },
    fixed: {
      description: 'log-variance held within 10, gradients clipped to a joint norm of 1',
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1 } }),
      loss: ({ params, batch }) => {
        const { mean, logVariance } = encode(params, batch);
        const held = tf.maximum(tf.minimum(logVariance, 10), -10);
        return objective({ mean, logVariance: held }, params, batch);
      },
    },
  },
  evidence: {
    at: { featureScale: 300 },
    outcome: 'inf',
    site: 'loss',
    rule: 'exp-overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.5 },
  },
});
