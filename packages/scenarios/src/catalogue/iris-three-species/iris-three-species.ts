import * as tf from '@tensorflow/tfjs-core';
import { readTable } from '../../data/tables.js';
import { defineScenario, integer, log, sgd, type Random } from '../../define.js';
import { crossEntropyOfLogits } from '../../parts/losses.js';
import { measured } from '../../parts/measured.js';
import { standardised } from '../../parts/scaling.js';

/** Of the file, which has fifty of each, one species after the other. */
const each = 50;

/** The irises of the first few species, standardised; their species as a number and one-hot. */
function drawProblem(rng: Random, species: number, outputs: number) {
  const table = readTable('iris');
  const rows = species * each;
  const { x, y } = measured(table, rows);
  return {
    params: {
      weights: tf.mul(rng.normal([table.columns, outputs]), 0.1),
      bias: tf.zeros([outputs]),
    },
    data: {
      x: standardised(x),
      code: tf.tensor2d(table.labels.slice(0, rows), [rows, 1], 'float32'),
      oneHot: y,
    },
  };
}

export const irisThreeSpecies = defineScenario({
  name: 'iris-three-species',
  title: 'A third species of iris in a loss for two',
  cause: 'data',
  explanation:
    'A logistic regression tells two species of iris apart by the binary cross-entropy, with the codes 0 and 1 that the file has for them. Then the third species is added, code 2, and nothing complains: the shapes fit. With a label of 2 the factor 1 - y is -1 and the loss has no lower bound, so it falls below zero, which looks like success, and the weights grow until a sigmoid rounds to 1 and its partner, log(1 - p), is -Inf. With two species the same rates train, which is why it had always worked; only where the rate is so large that a sigmoid saturates on its own do they fail too. A column for each class and the softmax cross-entropy say what three species are, and are bounded below.',
  references: [
    'Fisher, The use of multiple measurements in taxonomic problems (1936): the irises',
    'TensorFlow API, tf.nn.sigmoid_cross_entropy_with_logits: labels between 0 and 1',
  ],
  axes: {
    lr: log(1e-2, 1e2, { default: 1, description: 'learning rate' }),
    species: integer(2, 3, { values: [2, 3], default: 3, description: 'species, from the first' }),
  },
  sweptByDefault: ['lr', 'species'],
  steps: 200,
  setup: ({ rng, axes }) => drawProblem(rng, axes.species, 1),
  loss: ({ params, batch }) => {
    const p = tf.sigmoid(tf.add(tf.matMul(batch.x, params.weights), params.bias));
    const hit = tf.mul(batch.code, tf.log(p));
    const miss = tf.mul(tf.sub(1, batch.code), tf.log(tf.sub(1, p)));
    return tf.mean(tf.neg(tf.add(hit, miss)));
  },
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { lr: 1, species: 3 },
    outcome: 'inf',
    site: 'loss',
    rule: 'label-out-of-range',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
  variants: {
    broken: { description: 'the number of the species as a label, binary cross-entropy' },
    fixed: {
      description: 'one column per species, softmax cross-entropy from logits',
      setup: ({ rng, axes }) => drawProblem(rng, axes.species, 3),
      loss: ({ params, batch }) =>
        crossEntropyOfLogits(tf.add(tf.matMul(batch.x, params.weights), params.bias), batch.oneHot),
    },
  },
});
