import * as tf from '@tensorflow/tfjs-core';
import { readPenguins } from '../../data/tables.js';
import { defineScenario, integer, log, sgd, type Random } from '../../define.js';
import { crossEntropyOfLogits } from '../../parts/losses.js';
import { measured } from '../../parts/measured.js';
import { standardised } from '../../parts/scaling.js';

/** Centres and deviations of the four measurements, in mm and g, as a table of the set prints them. */
const centres = [44, 17, 201, 4200];
const deviations = [5.5, 2, 14, 800];

/** The first `rows` penguins: four measurements, and sex in columns of its own; the species to tell. */
function drawProblem(rng: Random, rows: number, prepare: (x: tf.Tensor) => tf.Tensor) {
  const penguins = readPenguins();
  const { x, y } = measured(penguins, rows);
  const sex = tf.tensor2d(penguins.sex.slice(0, rows), [rows, 1]);
  return {
    params: { weights: tf.mul(rng.normal([5, 3]), 0.1), bias: tf.zeros([3]) },
    data: { x: prepare(tf.concat([tf.div(tf.sub(x, centres), deviations), sex], 1)), y },
  };
}

/** Missing entries take the mean of the known ones of their column, where there are any. */
function filled(x: tf.Tensor): tf.Tensor {
  const missing = tf.isNaN(x);
  const known = tf.where(missing, tf.zerosLike(x), x);
  const counts = tf.sub(x.shape[0]!, tf.sum(tf.cast(missing, 'float32'), 0));
  const means = tf.div(tf.sum(known, 0), tf.maximum(counts, 1));
  return tf.where(missing, tf.mul(tf.onesLike(x), means), x);
}

export const penguinsMissing = defineScenario({
  name: 'penguins-missing',
  title: 'Penguins, of whom the fourth was not measured',
  cause: 'data',
  explanation:
    'The penguins of the Palmer archipelago, as their file has them: of 344, two were not measured at all and eleven are of unknown sex, and a parser makes NaN of an empty field. One NaN in one row makes the loss of its batch NaN, then every gradient, then every weight. The first three rows are complete, and a model tried on them trains; from the fourth on nothing does, at any learning rate. With missing entries replaced by the mean of their column all rows train; sex is kept as a number of its own, as it has two values only.',
  references: [
    'Gorman, Williams and Fraser, Ecological sexual dimorphism and environmental variability within a community of Antarctic penguins (2014), PLoS ONE 9(3):e90081',
    'Horst, Hill and Gorman, palmerpenguins (2020), CC0',
  ],
  axes: {
    lr: log(1e-3, 1, { default: 1e-1, description: 'learning rate' }),
    rows: integer(2, 344, {
      values: [2, 3, 4, 50, 344],
      default: 344,
      description: 'penguins, from the first',
    }),
  },
  sweptByDefault: ['lr', 'rows'],
  steps: 200,
  setup: ({ rng, axes }) => drawProblem(rng, axes.rows, (x) => x),
  loss: ({ params, batch }) =>
    crossEntropyOfLogits(tf.add(tf.matMul(batch.x, params.weights), params.bias), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { rows: 4 },
    outcome: 'nan',
    site: 'loss',
    rule: 'missing-values',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
  variants: {
    broken: { description: 'missing entries are NaN' },
    fixed: {
      description: 'missing entries take the mean of their column, then all are standardised',
      setup: ({ rng, axes }) => drawProblem(rng, axes.rows, (x) => standardised(filled(x))),
    },
  },
});
