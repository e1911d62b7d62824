import * as tf from '@tensorflow/tfjs-core';
import { letters, readShakespeare } from '../../data/tables.js';
import { defineScenario, integer, sgd, type Random } from '../../define.js';
import { crossEntropyOfLogits } from '../../parts/losses.js';
import { oneHotOf } from '../../parts/measured.js';
import { drawWeights, normalMatrix, recurrentAxes, units } from '../../parts/recurrent-net.js';

const samples = 24;

/** Passages of `length` letters from all over the text, and the letter that follows each. */
function drawProblem(rng: Random, length: number, recurrent: tf.Tensor) {
  const text = readShakespeare();
  const starts = Array.from({ length: samples }, () =>
    Math.floor(rng.number() * (text.length - length)),
  );
  const passages = Int32Array.from(starts.flatMap((from) => [...text.slice(from, from + length)]));
  const next = Int32Array.from(starts, (from) => text[from + length]!);
  return {
    params: drawWeights(rng, letters, recurrent, letters),
    data: {
      x: tf.tensor3d(oneHotOf(passages, letters), [samples, length, letters]),
      y: tf.tensor2d(oneHotOf(next, letters), [samples, letters]),
    },
  };
}

export const shakespeareRnn = defineScenario({
  name: 'shakespeare-rnn',
  title: 'A recurrent net that reads Shakespeare',
  cause: 'architecture',
  explanation:
    'A recurrent net of rectified units reads passages of the opening of Coriolanus letter by letter and is to say which letter comes next. The state is multiplied by the same matrix at each letter: with an initial scale of 3 and more its size grows until the logits, or the weights after the first updates, leave the range of single precision, and the log-softmax of Inf is NaN. With smaller scales a learning rate that is too large brings the matrix there. An orthogonal matrix keeps lengths, whatever scale was asked for, and clipped gradients keep it near orthogonal: nothing overflows, though the largest rates do not learn.',
  references: [
    'Shakespeare, Coriolanus, act I scene 1',
    'Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), arXiv:1211.5063',
    'Le, Jaitly and Hinton, A simple way to initialize recurrent networks of rectified linear units (2015), arXiv:1504.00941',
  ],
  axes: {
    ...recurrentAxes,
    seqLen: integer(1, 100, { values: [5, 20, 50], default: 20, description: 'letters read' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 60,
  setup: ({ rng, axes }) => drawProblem(rng, axes.seqLen, normalMatrix(rng, axes.initScale)),
  loss: ({ params, batch, axes }) => {
    let state: tf.Tensor = tf.zeros([samples, units]);
    for (let t = 0; t < axes.seqLen; t++) {
      const letter = tf.reshape(tf.slice(batch.x, [0, t, 0], [samples, 1, letters]), [
        samples,
        letters,
      ]);
      state = tf.relu(tf.add(tf.matMul(letter, params.input), tf.matMul(state, params.recurrent)));
    }
    return crossEntropyOfLogits(tf.matMul(state, params.output), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { initScale: 100 },
    outcome: 'nan',
    rule: 'grown-parameters',
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
