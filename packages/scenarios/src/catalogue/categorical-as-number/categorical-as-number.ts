import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

const samples = 48;
const categories = 8;

/** Samples of eight categories in turn, each category with a value of its own as the target. */
function drawProblem(rng: Random) {
  const code = Array.from({ length: samples }, (_, sample) => sample % categories);
  const oneHot = tf.tensor2d(
    code.map((own) => Array.from({ length: categories }, (_, other) => (own === other ? 1 : 0))),
  );
  const y = tf.add(
    tf.matMul(oneHot, rng.normal([categories, 1])),
    tf.mul(rng.normal([samples, 1]), 0.1),
  );
  return { code: tf.tensor2d(code, [samples, 1]), oneHot, y };
}

export const categoricalAsNumber = defineScenario({
  name: 'categorical-as-number',
  title: 'A category fed in as the number of its code',
  cause: 'data',
  explanation:
    'A category (a shop, a postcode, a product) is stored as a code, and the code is multiplied by a weight as if it were a quantity. The model can then only learn a slope along the codes, and codes that run to thousands or millions make gradient descent diverge as any feature of that size does: the squared error overflows to Inf within a few steps. One column per category with a 1 for its own is of size 1 whatever the codes, and has a weight for each category. The scenario letters-as-numbers shows it on a real text.',
  references: ['scikit-learn user guide, Encoding categorical features'],
  axes: {
    lr: log(1e-8, 1, { default: 1e-2, description: 'learning rate' }),
    codeStep: log(1, 1e6, { default: 1e3, description: 'distance between two codes' }),
  },
  sweptByDefault: ['lr', 'codeStep'],
  steps: 200,
  setup: ({ rng, axes }) => {
    const { code, oneHot, y } = drawProblem(rng);
    const number = tf.mul(tf.add(code, 1), axes.codeStep);
    const alone = tf.concat([number, tf.zeros([samples, categories - 1])], 1);
    return {
      params: { weights: tf.mul(rng.normal([categories, 1]), 0.1) },
      data: { x: alone, oneHot, y },
    };
  },
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'the code as one feature' },
    fixed: {
      description: 'one column per category',
      loss: ({ params, batch }) =>
        meanSquaredError(tf.matMul(batch.oneHot, params.weights), batch.y),
    },
  },
  evidence: {
    at: { lr: 1e-2, codeStep: 1e3 },
    outcome: 'inf',
    site: 'loss',
    rule: 'unscaled-features',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
