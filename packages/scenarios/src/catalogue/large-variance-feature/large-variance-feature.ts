import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';
import { standardised } from '../../parts/scaling.js';

/** Ten features, the first of them `scale` times as large as the others. */
function drawProblem(rng: Random, scale: tf.Scalar) {
  const { x, y } = drawRegression(rng, 50, 10);
  const large = tf.mul(tf.slice(x, [0, 0], [50, 1]), scale);
  return {
    params: { weights: tf.mul(rng.normal([10, 1]), 0.1) },
    data: { x: tf.concat([large, tf.slice(x, [0, 1], [50, 9])], 1), y },
  };
}

export const largeVarianceFeature = defineScenario({
  name: 'large-variance-feature',
  title: 'One column much larger than the others',
  cause: 'data',
  explanation:
    'One feature of ten is measured in another unit, s times as large. The sharpness of the squared error grows with s squared, so the largest learning rate that gradient descent bears falls with s squared: past it the weight of that column overshoots by a growing factor until the squared error overflows to Inf. Dividing each column by its own deviation makes the sharpness that of the correlations, whatever the units. The scenario raw-measurements has real columns of this kind: the proline of the wines beside shares below one.',
  references: [
    'LeCun, Bottou, Orr and Muller, Efficient BackProp (1998), section 4.3',
    'scikit-learn user guide, Importance of feature scaling',
  ],
  axes: {
    lr: log(1e-6, 1e-1, { default: 1e-2, description: 'learning rate' }),
    columnScale: log(1, 1e6, { default: 1e3, description: 'factor on the first feature' }),
  },
  sweptByDefault: ['lr', 'columnScale'],
  steps: 200,
  setup: ({ rng, axes }) => drawProblem(rng, axes.columnScale),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'columns as they come' },
    fixed: {
      description: 'each column standardised',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.columnScale);
        return { params, data: { ...data, x: standardised(data.x) } };
      },
    },
  },
  evidence: {
    at: { lr: 1e-2, columnScale: 1e3 },
    outcome: 'inf',
    site: 'loss',
    rule: 'unscaled-features',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.9 },
  },
});
