import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { crossEntropyOfLogits } from '../../parts/losses.js';
import { drawClasses } from '../../parts/problems.js';

function logitsOf(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.matMul(batch.x!, params.weights!);
}

export const softmaxTemperature = defineScenario({
  name: 'softmax-temperature',
  title: 'A softmax whose temperature goes to zero',
  cause: 'architecture',
  explanation:
    'Logits are divided by a temperature, for distillation, for a softmax that should become a choice, for contrastive losses. At a temperature of 0.01 a logit of 1 is 100, and a softmax written as exp(z / T) / sum(exp(z / T)) overflows: Inf / Inf. The log-softmax does not, and its loss is right down to temperatures near 1e-38; but the gradient has 1/T in it, so the learning rate has to fall with T squared to train. The fixed variant clips the gradient so that it does.',
  references: [
    'Hinton, Vinyals and Dean, Distilling the knowledge in a neural network (2015), arXiv:1503.02531',
    'Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax (2016), arXiv:1611.01144',
  ],
  axes: {
    lr: log(1e-4, 1, { default: 1e-2, description: 'learning rate' }),
    temperature: log(1e-6, 10, { default: 1e-2, description: 'divides the logits' }),
  },
  sweptByDefault: ['lr', 'temperature'],
  steps: 60,
  setup: ({ rng }) => ({
    params: { weights: tf.mul(rng.normal([4, 3]), 0.5) },
    data: { ...drawClasses(rng, 30, 4, 3) },
  }),
  loss: ({ params, batch, axes }) => {
    const power = tf.exp(tf.div(logitsOf(params, batch), axes.temperature));
    const p = tf.div(power, tf.sum(power, 1, true));
    return tf.mean(tf.neg(tf.sum(tf.mul(batch.y, tf.log(p)), 1)));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'exp(z / T) / sum(exp(z / T))' },
    fixed: {
      description: 'log-softmax, gradients clipped to a joint norm of 1',
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1 } }),
      loss: ({ params, batch, axes }) =>
        crossEntropyOfLogits(tf.div(logitsOf(params, batch), axes.temperature), batch.y),
    },
  },
  evidence: {
    at: { temperature: 1e-3 },
    outcome: 'nan',
    site: 'loss',
    rule: 'softmax-overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.8 },
  },
});
