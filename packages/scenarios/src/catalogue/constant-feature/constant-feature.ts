import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';
import { standardised } from '../../parts/scaling.js';

/** Four features around 4; the first varies by `spread`, which single precision may not see. */
function drawProblem(rng: Random, spread: tf.Scalar) {
  const { x, y } = drawRegression(rng, 32, 4);
  const narrow = tf.mul(tf.slice(x, [0, 0], [32, 1]), spread);
  return {
    params: { weights: tf.mul(rng.normal([4, 1]), 0.1) },
    data: { x: tf.add(tf.concat([narrow, tf.slice(x, [0, 1], [32, 3])], 1), 4), y },
  };
}

export const constantFeature = defineScenario({
  name: 'constant-feature',
  title: 'Standardising a column that does not vary',
  cause: 'data',
  explanation:
    'Standardising divides by the standard deviation of a column. Where the column is constant, in the data or only in single precision because its spread is below the rounding of its mean, the deviation is 0 and every entry becomes 0/0: the loss is NaN at the first step and so is everything after it. A mean that is itself rounded leaves a tiny difference over a tiny deviation instead, finite and meaningless. A floor under the deviation makes the column 0, which says what it knows: nothing. Real columns of this kind are the corner pixels of digits-constant-pixels.',
  references: [
    'scikit-learn, StandardScaler: constant features are scaled by 1',
    'IEEE 754-2019, section 7.2: 0/0 is invalid',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    spread: log(1e-12, 1, { default: 1e-9, description: 'deviation of the first feature' }),
  },
  sweptByDefault: ['lr', 'spread'],
  steps: 100,
  setup: ({ rng, axes }) => {
    const { params, data } = drawProblem(rng, axes.spread);
    const { mean, variance } = tf.moments(data.x, 0);
    return { params, data: { ...data, x: tf.div(tf.sub(data.x, mean), tf.sqrt(variance)) } };
  },
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'divided by the deviation' },
    fixed: {
      description: 'divided by the deviation or 1e-6, whichever is more',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.spread);
        return { params, data: { ...data, x: standardised(data.x) } };
      },
    },
  },
  evidence: {
    at: { spread: 1e-9 },
    outcome: 'nan',
    site: 'loss',
    rule: 'zero-deviation',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
