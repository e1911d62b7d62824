import { standardize } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { heNormal } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';

/** Hidden values before normalisation, [samples, 6]. */
function hiddenOf(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.matMul(batch.x!, params.hidden!);
}

export const batchNormConstantBatch = defineScenario({
  name: 'batch-norm-constant-batch',
  title: 'Batch normalisation of a batch whose samples are alike',
  cause: 'architecture',
  explanation:
    'Batch normalisation divides each hidden unit by its deviation over the batch. Where the samples of the batch are alike (a batch of one, of one class, of padding, or of samples that differ by less than single precision sees) the deviation is 0 and the output 0/0 = NaN. Samples that are nearly alike have gradients with the tiny deviation below them, which overflow sooner or later. Implementations add 1e-3 or 1e-5 to the variance for this; here the normalised value of a constant is taken as 0 with gradient 0, which cures about four fifths of the map that fails: between equal and merely alike samples lies a range whose gradients still overflow.',
  references: [
    'Ioffe and Szegedy, Batch normalization (2015), arXiv:1502.03167',
    'TensorFlow.js API, tf.layers.batchNormalization: epsilon',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    spread: log(1e-50, 1, { default: 1e-25, description: 'how much the samples differ' }),
  },
  sweptByDefault: ['lr', 'spread'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([16, 4]);
    return {
      params: { hidden: heNormal(rng, 4, 6), output: tf.mul(rng.normal([6, 1]), 0.5) },
      data: { x: tf.mul(x, axes.spread), y: tf.tanh(tf.matMul(x, rng.normal([4, 1]))) },
    };
  },
  loss: ({ params, batch }) => {
    const hidden = hiddenOf(params, batch);
    const { mean, variance } = tf.moments(hidden, 0, true);
    const normalised = tf.div(tf.sub(hidden, mean), tf.sqrt(variance));
    return meanSquaredError(tf.matMul(normalised, params.output), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: '(h - mean) / sqrt(variance)' },
    fixed: {
      description: 'standardize of @brink/stable-ops',
      loss: ({ params, batch }) =>
        meanSquaredError(tf.matMul(standardize(hiddenOf(params, batch)), params.output), batch.y),
    },
  },
  evidence: {
    at: { spread: 1e-48 },
    outcome: 'nan',
    site: 'loss',
    rule: 'zero-deviation',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.7 },
  },
});
