import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, integer, sgd, type Random } from '../../define.js';
import { drawWeights, normalMatrix, recurrentAxes, units } from '../../parts/recurrent-net.js';

const samples = 32;

/** Sequences of uniform numbers, each with its mean as the target. */
function drawProblem(rng: Random, length: number, recurrent: tf.Tensor) {
  const x = rng.uniform([samples, length], -1, 1);
  return {
    params: drawWeights(rng, 1, recurrent, 1),
    data: { x, y: tf.mean(x, 1, true) },
  };
}

export const rnnLongSequence = defineScenario({
  name: 'rnn-long-sequence',
  title: 'A recurrent net over many time steps',
  cause: 'architecture',
  explanation:
    'A recurrent net multiplies its state by the same matrix at each time step. With rectified units and a matrix of scale s the state after T steps is of the order (s / sqrt 2)^T, and its gradient grows or fades alike: with s = 10 and 50 steps it leaves the range of single precision in the very first forward pass. With s near 1 the same happens later, once a learning rate that is too large has made the matrix grow. An orthogonal matrix keeps lengths, whatever the initial scale asked for, and a clipped gradient cannot throw it far from there; only a rate so large that a single clipped step blows the matrix up still overflows.',
  references: [
    'Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), arXiv:1211.5063',
    'Saxe, McClelland and Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks (2013), arXiv:1312.6120',
    'Le, Jaitly and Hinton, A simple way to initialize recurrent networks of rectified linear units (2015), arXiv:1504.00941',
  ],
  axes: {
    ...recurrentAxes,
    seqLen: integer(1, 200, { values: [5, 20, 50], default: 20, description: 'time steps' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 100,
  setup: ({ rng, axes }) => drawProblem(rng, axes.seqLen, normalMatrix(rng, axes.initScale)),
  loss: ({ params, batch, axes }) => {
    let state: tf.Tensor = tf.zeros([samples, units]);
    for (let t = 0; t < axes.seqLen; t++) {
      const driven = tf.matMul(tf.slice(batch.x, [0, t], [samples, 1]), params.input);
      state = tf.relu(tf.add(driven, tf.matMul(state, params.recurrent)));
    }
    return tf.mean(tf.square(tf.sub(tf.matMul(state, params.output), batch.y)));
  },
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { initScale: 30 },
    outcome: 'inf',
    site: 'loss',
    rule: 'overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.9 },
  },
  variants: {
    broken: { description: 'normal recurrent matrix, gradients as they come' },
    fixed: {
      description: 'orthogonal recurrent matrix, gradients clipped to a joint norm of 1',
      setup: ({ rng, axes }) => drawProblem(rng, axes.seqLen, rng.orthogonal(units, units)),
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1 } }),
    },
  },
});
