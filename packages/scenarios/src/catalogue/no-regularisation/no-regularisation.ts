import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';

/** The mean score of each sample by a critic of eight rectified units. */
function scoresOf(params: NamedTensors, x: tf.Tensor): tf.Tensor {
  return tf.matMul(tf.relu(tf.matMul(x, params.hidden!)), params.output!);
}

/** The score of one kind less that of the other: what the critic makes as small as it can. */
function contrast(params: NamedTensors, batch: NamedTensors): tf.Scalar {
  return tf.mean(tf.sub(scoresOf(params, batch.one!), scoresOf(params, batch.other!)));
}

export const noRegularisation = defineScenario({
  name: 'no-regularisation',
  title: 'An objective that has no bottom, and too little to hold it',
  cause: 'dynamics',
  explanation:
    'A critic is trained to score one kind of sample as far below another as it can, as in a Wasserstein GAN before its weights are constrained. The objective has no lower bound: two layers pull each other up, their weights grow faster and faster, and the loss falls through -1e38 to -Inf. Weight decay holds them only where it is stronger than that pull; below, it merely delays the end. Too little regularisation by itself breaks nothing: for a loss that is bounded below, weights that grow slowly stay finite for longer than anybody trains. Weights divided by their norm bound the objective.',
  references: [
    'Arjovsky, Chintala and Bottou, Wasserstein GAN (2017), arXiv:1701.07875',
    'Miyato et al., Spectral normalization for generative adversarial networks (2018), arXiv:1802.05957',
  ],
  axes: {
    lr: log(1e-3, 1, { default: 0.1, description: 'learning rate' }),
    weightDecay: log(1e-4, 1e1, { default: 1e-2, description: 'factor on the sum of squares' }),
  },
  sweptByDefault: ['lr', 'weightDecay'],
  steps: 200,
  setup: ({ rng }) => ({
    params: {
      hidden: tf.mul(rng.normal([3, 8]), 0.5),
      output: tf.mul(rng.normal([8, 1]), 0.5),
    },
    data: { one: tf.add(rng.normal([24, 3]), 1), other: tf.sub(rng.normal([24, 3]), 1) },
  }),
  loss: ({ params, batch, axes }) => {
    const size = tf.add(tf.sum(tf.square(params.hidden)), tf.sum(tf.square(params.output)));
    return tf.add(contrast(params, batch), tf.mul(axes.weightDecay, size));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'weight decay of the given strength' },
    fixed: {
      description: 'each layer divided by its norm',
      loss: ({ params, batch }) => {
        const unit = (weights: tf.Tensor) =>
          tf.div(weights, tf.sqrt(tf.add(tf.sum(tf.square(weights)), 1e-6)));
        const layers = { hidden: unit(params.hidden), output: unit(params.output) };
        return contrast(layers, batch);
      },
    },
  },
  evidence: {
    at: { lr: 1, weightDecay: 1e-2 },
    outcome: 'inf',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.5 },
  },
});
