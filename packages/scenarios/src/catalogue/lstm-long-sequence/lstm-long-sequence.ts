import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, integer, log, sgd } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

const units = 6;
const samples = 12;

export const lstmLongSequence = defineScenario({
  name: 'lstm-long-sequence',
  title: 'An LSTM over many time steps',
  cause: 'architecture',
  explanation:
    'It is often told that recurrent nets end in NaN on long sequences. An LSTM hardly does by itself: its gates are sigmoids and its state passes a tanh, so no forward pass overflows, whatever the scale of the weights and the length of the sequence. What does break it is the linear layer on top: its prediction is unbounded, gradient descent with too large a rate makes its weights grow by a factor each step, and the loss ends as Inf, at nearly the same rate for 5 steps as for 50. Clipped gradients bound each step, and with it the growth.',
  references: [
    'Hochreiter and Schmidhuber, Long short-term memory (1997), Neural Computation 9',
    'Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), arXiv:1211.5063',
  ],
  axes: {
    lr: log(1e-2, 1e3, { default: 0.1, description: 'learning rate' }),
    initScale: log(1e-1, 1e2, { default: 1, description: 'factor on the initial weights' }),
    seqLen: integer(1, 200, { values: [5, 20, 50], default: 5, description: 'time steps' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 100,
  setup: ({ rng, axes }) => {
    const x = rng.uniform([samples, axes.seqLen], -1, 1);
    const scaled = (shape: readonly number[], fan: number) =>
      tf.mul(tf.div(rng.normal(shape), Math.sqrt(fan)), axes.initScale);
    return {
      params: {
        input: scaled([1, 4 * units], 1),
        recurrent: scaled([units, 4 * units], units),
        output: scaled([units, 1], units),
      },
      data: { x, y: tf.mean(x, 1, true) },
    };
  },
  loss: ({ params, batch, axes }) => {
    let state: tf.Tensor = tf.zeros([samples, units]);
    let cell: tf.Tensor = tf.zeros([samples, units]);
    for (let t = 0; t < axes.seqLen; t++) {
      const driven = tf.matMul(tf.slice(batch.x, [0, t], [samples, 1]), params.input);
      const gates = tf.add(driven, tf.matMul(state, params.recurrent));
      const gate = (index: number) => tf.slice(gates, [0, index * units], [samples, units]);
      const added = tf.mul(tf.sigmoid(gate(0)), tf.tanh(gate(1)));
      cell = tf.add(tf.mul(tf.sigmoid(gate(2)), cell), added);
      state = tf.mul(tf.sigmoid(gate(3)), tf.tanh(cell));
    }
    return meanSquaredError(tf.matMul(state, params.output), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'gradients as they come' },
    fixed: {
      description: 'gradients clipped to a joint norm of 1e-2',
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1e-2 } }),
    },
  },
  evidence: {
    at: { lr: 1e3, initScale: 3 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.8 },
  },
});
