import * as tf from '@tensorflow/tfjs-core';
import { readTable } from '../../data/tables.js';
import { defineScenario, integer, log, sgd, type Random } from '../../define.js';
import { crossEntropyOfLogits } from '../../parts/losses.js';
import { measured } from '../../parts/measured.js';
import { standardised } from '../../parts/scaling.js';

const side = 8;

/** The digits without `cut` columns of pixels on the left and on the right. */
function drawProblem(rng: Random, cut: number) {
  const { rows, ...table } = readTable('digits');
  const { x, y } = measured({ rows, ...table });
  const width = side - 2 * cut;
  const images = tf.slice(tf.reshape(x, [rows, side, side]), [0, 0, cut], [rows, side, width]);
  const pixels = side * width;
  return {
    params: { weights: tf.mul(rng.normal([pixels, table.classes]), 0.01) },
    data: { x: tf.reshape(images, [rows, pixels]), y },
  };
}

export const digitsConstantPixels = defineScenario({
  name: 'digits-constant-pixels',
  title: 'Handwritten digits whose corner pixels are always white',
  cause: 'data',
  explanation:
    'The 8 x 8 digits are standardised pixel by pixel, as every guide advises. Some pixels at the left and right edge are 0 in all images: their deviation is 0, standardising divides 0 by 0, and the loss is NaN before the first step, at any learning rate. Cut one column of pixels from either side and no constant pixel is left: the same code works, which is why it had always worked before. A deviation that is never taken smaller than 1e-6 makes such a pixel 0, which says what it knows: nothing.',
  references: [
    'Alpaydin and Kaynak, Cascading classifiers (1998), by UCI: the digits',
    'scikit-learn, StandardScaler: a scale of 0 is taken as 1',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 1e-2, description: 'learning rate' }),
    cut: integer(0, 3, {
      values: [0, 1, 2],
      default: 0,
      description: 'columns of pixels cut from either side',
    }),
  },
  sweptByDefault: ['lr', 'cut'],
  steps: 100,
  setup: ({ rng, axes }) => {
    const { params, data } = drawProblem(rng, axes.cut);
    const { mean, variance } = tf.moments(data.x, 0);
    return { params, data: { ...data, x: tf.div(tf.sub(data.x, mean), tf.sqrt(variance)) } };
  },
  loss: ({ params, batch }) => crossEntropyOfLogits(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { cut: 0 },
    outcome: 'nan',
    site: 'loss',
    rule: 'zero-deviation',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
  variants: {
    broken: { description: 'divided by the deviation' },
    fixed: {
      description: 'divided by the deviation or 1e-6, whichever is more',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.cut);
        return { params, data: { ...data, x: standardised(data.x) } };
      },
    },
  },
});
