/** An LSTM of 8 units over 20 time steps, 32 samples, 100 steps of adam. */
import { adam, defineScenario, integer, log } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs-core';
import type { Workload } from './workload.js';

type Gates = readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];

const units = 8;
const samples = 32;

const scenario = defineScenario({
  name: 'lstm-benchmark',
  title: 'An LSTM on the mean of a sequence',
  cause: 'architecture',
  explanation: 'A workload to measure: an LSTM learns the mean of a sequence of uniform numbers.',
  references: ['Hochreiter and Schmidhuber, Long short-term memory (1997)'],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-3, description: 'learning rate' }),
    initScale: log(1e-1, 1e1, { default: 1, description: 'factor on the initial weights' }),
    seqLen: integer(1, 200, { values: [20], default: 20, description: 'time steps' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 100,
  setup: ({ rng, axes }) => {
    const x = rng.uniform([samples, axes.seqLen], -1, 1);
    return {
      params: {
        kernel: tf.mul(rng.normal([1, 4 * units]), axes.initScale),
        recurrent: tf.mul(tf.div(rng.normal([units, 4 * units]), Math.sqrt(units)), axes.initScale),
        bias: tf.zeros([4 * units]),
        output: tf.div(rng.normal([units, 1]), Math.sqrt(units)),
      },
      data: { x, y: tf.mean(x, 1, true) },
    };
  },
  loss: ({ params, batch, axes }) => {
    let hidden: tf.Tensor = tf.zeros([samples, units]);
    let cell: tf.Tensor = tf.zeros([samples, units]);
    for (let t = 0; t < axes.seqLen; t += 1) {
      const at = tf.slice(batch.x, [0, t], [samples, 1]);
      const gates = tf.add(
        tf.add(tf.matMul(at, params.kernel), tf.matMul(hidden, params.recurrent)),
        params.bias,
      );
      const [i, f, g, o] = tf.split(gates, 4, 1) as unknown as Gates;
      cell = tf.add(tf.mul(tf.sigmoid(f), cell), tf.mul(tf.sigmoid(i), tf.tanh(g)));
      hidden = tf.mul(tf.sigmoid(o), tf.tanh(cell));
    }
    return tf.mean(tf.square(tf.sub(tf.matMul(hidden, params.output), batch.y)));
  },
  optimizer: adam({ lr: 'lr' }),
  variants: {
    broken: { description: 'as it is' },
    fixed: {
      description: 'a tenth of the learning rate',
      optimizer: { kind: 'adam', lr: (axes) => tf.div(axes.lr, 10) },
    },
  },
});

export const lstm: Workload = {
  name: 'lstm',
  title: 'LSTM, 8 units over 20 time steps, 32 samples, 100 steps of adam',
  scenario,
  variant: 'broken',
  structural: { seqLen: 20 },
  ranges: { lr: [1e-4, 1e-2], initScale: [0.5, 1.5] },
  steps: 100,
  productFlops: null,
};
