import { standardize } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

/** The hidden values of each row; all alike where the hidden weights are. */
function hiddenOf(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.matMul(batch.x!, params.hidden!);
}

export const varianceOfConstant = defineScenario({
  name: 'variance-of-constant',
  title: 'A layer normalisation of equal values',
  cause: 'operation',
  explanation:
    'Layer normalisation divides the hidden values of a sample by their deviation. Weights that start alike, at zero or at any constant, make these values equal: the deviation is 0, the loss 0/0 = NaN. Weights that start nearly alike are no better: the gradient has the deviation below it, and one step throws them far off or over the edge. The usual guard is a small number added to the variance; here the normalised value of a constant is taken as 0 with gradient 0, which costs nothing elsewhere. It cures about two thirds of the map: weights that are nearly but not quite alike still have a gradient beyond the range of single precision.',
  references: [
    'Ba, Kiros and Hinton, Layer normalization (2016), arXiv:1607.06450',
    'PyTorch documentation, LayerNorm: eps, added to the variance',
  ],
  axes: {
    lr: log(1e-4, 1, { default: 1e-2, description: 'learning rate' }),
    initSpread: log(1e-50, 1, { default: 1e-25, description: 'spread of the hidden weights' }),
  },
  sweptByDefault: ['lr', 'initSpread'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([30, 3]);
    return {
      params: {
        hidden: tf.mul(rng.normal([3, 6]), axes.initSpread),
        output: tf.mul(rng.normal([6, 1]), 0.5),
      },
      data: { x, y: tf.tanh(tf.matMul(x, rng.normal([3, 1]))) },
    };
  },
  loss: ({ params, batch }) => {
    const hidden = hiddenOf(params, batch);
    const { mean, variance } = tf.moments(hidden, 1, true);
    const normalised = tf.div(tf.sub(hidden, mean), tf.sqrt(variance));
    return meanSquaredError(tf.matMul(normalised, params.output), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: '(h - mean) / sqrt(variance)' },
    fixed: {
      description: 'standardize of @brink/stable-ops',
      loss: ({ params, batch }) =>
        meanSquaredError(
          tf.matMul(standardize(hiddenOf(params, batch), 1), params.output),
          batch.y,
        ),
    },
  },
  evidence: {
    at: { initSpread: 1e-48 },
    outcome: 'nan',
    site: 'loss',
    rule: 'zero-deviation',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.6 },
  },
});
