import * as tf from '@tensorflow/tfjs-core';
import { letters, readShakespeare } from '../../data/tables.js';
import { defineScenario, integer, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { oneHotOf } from '../../parts/measured.js';

const samples = 200;
/** Where the small letters begin in Unicode; the gap between two words is the character before. */
const before = 'a'.charCodeAt(0) - 1;

/** The vowels, as codes of `readShakespeare`. */
const vowels = new Set([...'aeiou'].map((letter) => letter.charCodeAt(0) - before));

/** Passages of the text one after the other, and whether a vowel follows. */
function drawProblem(rng: Random, length: number) {
  const text = readShakespeare().subarray(0, samples + length);
  const passages = Int32Array.from(
    Array.from({ length: samples }, (_, from) => [...text.subarray(from, from + length)]).flat(),
  );
  const columns = length * letters;
  return {
    passages,
    oneHot: tf.tensor2d(oneHotOf(passages, letters), [samples, columns]),
    weights: tf.mul(rng.normal([columns, 1]), 0.1),
    y: tf.tensor2d(
      Array.from({ length: samples }, (_, from) => (vowels.has(text[from + length]!) ? 1 : 0)),
      [samples, 1],
    ),
  };
}

export const lettersAsNumbers = defineScenario({
  name: 'letters-as-numbers',
  title: 'The letters of Shakespeare, fed in as character codes',
  cause: 'data',
  explanation:
    'Passages from the opening of Coriolanus are to tell whether a vowel comes next, by least squares. A string arrives as the codes that charCodeAt gives, and the codes of the small letters are 97 to 122: numbers of that size, all of one sign, make the sharpness tens of thousands for one letter and grow with each letter more. Gradient descent overflows at any learning rate above 2 / sharpness, and below it can only learn a slope along the alphabet, though z is not more than a. A column for each letter with a 1 for its own has a weight for each, and a sharpness below 1: the usual rates learn.',
  references: [
    'Shakespeare, Coriolanus, act I scene 1',
    'scikit-learn user guide, Encoding categorical features',
  ],
  axes: {
    lr: log(1e-7, 1, { default: 1e-2, description: 'learning rate' }),
    window: integer(1, 20, { values: [1, 2, 4, 8], default: 2, description: 'letters read' }),
  },
  sweptByDefault: ['lr', 'window'],
  steps: 200,
  setup: ({ rng, axes }) => {
    const { passages, oneHot, weights, y } = drawProblem(rng, axes.window);
    // As many weights as the cure has: those of the columns that are not there stay as they are.
    const codes = tf.add(tf.tensor2d(passages, [samples, axes.window], 'float32'), before);
    const unused = tf.zeros<tf.Rank.R2>([samples, axes.window * (letters - 1)]);
    return { params: { weights }, data: { x: tf.concat([codes, unused], 1), oneHot, y } };
  },
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { lr: 1e-2, window: 2 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
  variants: {
    broken: { description: 'the code of each letter as one feature' },
    fixed: {
      description: 'one column per letter',
      loss: ({ params, batch }) =>
        meanSquaredError(tf.matMul(batch.oneHot, params.weights), batch.y),
    },
  },
});
