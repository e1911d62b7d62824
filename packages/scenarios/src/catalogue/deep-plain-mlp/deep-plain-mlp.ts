import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, integer, log, sgd, type Random } from '../../define.js';
import { heNormal } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

const width = 6;

/** `depth` hidden layers of six rectified units; all their weights in one tensor [depth, 6, 6]. */
function drawProblem(rng: Random, depth: number, scale: tf.Tensor | number) {
  const layers = tf.mul(rng.normal([depth, width, width]), Math.sqrt(2 / width));
  return {
    params: { layers: tf.mul(layers, scale), output: heNormal(rng, width, 1) },
    data: { ...drawRegression(rng, 16, width) },
  };
}

export const deepPlainMlp = defineScenario({
  name: 'deep-plain-mlp',
  title: 'Many layers, one after the other',
  cause: 'architecture',
  explanation:
    'A plain network of depth d multiplies its values by about s per layer, where s is the scale of the weights against those of He et al. Depth turns a small error in s into a large one: a factor of 3 too much is harmless with two layers and 3^32 = 1e15 with 32, whose square is past the range of single precision soon after the first update. A factor too small makes the output and all gradients vanish instead. Weights of the right scale and clipped gradients keep depth 32 finite, though not necessarily learning.',
  references: [
    'He, Zhang, Ren and Sun, Delving deep into rectifiers (2015), arXiv:1502.01852',
    'Hanin and Rolnick, How to start training: the effect of initialization and architecture (2018), arXiv:1803.01719',
  ],
  axes: {
    lr: log(1e-5, 1e-1, { default: 1e-2, description: 'learning rate' }),
    initScale: log(0.3, 1e2, { default: 3, description: 'factor on the weights of He et al.' }),
    depth: integer(1, 64, { values: [2, 8, 32], default: 8, description: 'hidden layers' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 60,
  setup: ({ rng, axes }) => drawProblem(rng, axes.depth, axes.initScale),
  loss: ({ params, batch, axes }) => {
    let hidden = batch.x;
    for (let layer = 0; layer < axes.depth; layer++) {
      const weights = tf.slice(params.layers, [layer, 0, 0], [1, width, width]);
      hidden = tf.relu(tf.matMul(hidden, tf.reshape(weights, [width, width])));
    }
    return meanSquaredError(tf.matMul(hidden, params.output), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'weights scaled by the axis' },
    fixed: {
      description: 'weights of He et al., gradients clipped to a joint norm of 1',
      setup: ({ rng, axes }) => drawProblem(rng, axes.depth, 1),
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1 } }),
    },
  },
  evidence: {
    at: { initScale: 30 },
    outcome: 'nan',
    site: 'loss',
    rule: 'overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.8 },
  },
});
