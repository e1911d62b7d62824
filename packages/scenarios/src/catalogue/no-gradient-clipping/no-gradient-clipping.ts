import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, integer, log, sgd } from '../../define.js';

export const noGradientClipping = defineScenario({
  name: 'no-gradient-clipping',
  title: 'A cliff in the loss, and nothing that limits a step',
  cause: 'dynamics',
  explanation:
    'One weight is used d times over, as a recurrent net uses its matrix: the prediction is w^d. The loss is flat where w is below 1 and a cliff where it is above, with a slope of the order of w^(2d). A step that lands on the cliff sees that slope and is thrown to a distance from which the next power overflows: Inf after two steps. With the gradient clipped a step on the cliff is a short step down it. The depth decides how steep the cliff is, the start how near one is to it.',
  references: [
    'Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), arXiv:1211.5063, figure 6',
    'Goodfellow, Bengio and Courville, Deep learning (2016), section 8.2.4: cliffs',
  ],
  axes: {
    lr: log(1e-6, 1, { default: 1e-2, description: 'learning rate' }),
    start: log(0.5, 4, { default: 2, description: 'initial weight' }),
    depth: integer(2, 32, { values: [2, 4, 8, 16], default: 8, description: 'uses of the weight' }),
  },
  sweptByDefault: ['lr', 'start'],
  steps: 100,
  setup: ({ rng, axes }) => ({
    params: { weight: tf.mul(tf.add(tf.mul(rng.normal([4]), 0.01), 1), axes.start) },
    data: { y: rng.uniform([4], 0.5, 1) },
  }),
  loss: ({ params, batch, axes }) => {
    let product: tf.Tensor = params.weight;
    for (let use = 1; use < axes.depth; use++) product = tf.mul(product, params.weight);
    return tf.mean(tf.square(tf.sub(product, batch.y)));
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'gradients as they come' },
    fixed: {
      description: 'gradients clipped to a joint norm of 0.1',
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 0.1 } }),
    },
  },
  evidence: {
    at: { lr: 1e-2, start: 2 },
    outcome: 'inf',
    site: 'loss',
    rule: 'overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.8 },
  },
});
