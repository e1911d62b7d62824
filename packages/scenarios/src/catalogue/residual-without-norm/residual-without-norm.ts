import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, integer, log, sgd, type NamedTensors } from '../../define.js';
import { heNormal } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';
import { drawRegression } from '../../parts/problems.js';

const width = 6;

/** x + share x relu(x w), block after block. */
function predict(params: NamedTensors, x: tf.Tensor, depth: number, share: number): tf.Tensor {
  let value = x;
  for (let block = 0; block < depth; block++) {
    const weights = tf.reshape(tf.slice(params.blocks!, [block, 0, 0], [1, width, width]), [
      width,
      width,
    ]);
    value = tf.add(value, tf.mul(tf.relu(tf.matMul(value, weights)), share));
  }
  return tf.matMul(value, params.output!);
}

export const residualWithoutNorm = defineScenario({
  name: 'residual-without-norm',
  title: 'Residual blocks without normalisation',
  cause: 'architecture',
  explanation:
    'A residual block adds its answer to its input. With weights of the ordinary scale each block about doubles the variance, so d blocks multiply it by 2^d, and with rectified answers, which are all positive, by more. The gradients grow alike: with 8 blocks a moderate learning rate already throws the weights to where the next pass overflows. Blocks whose answer counts 1/d only (as ReZero, Fixup and the scaling by depth of large models do in their ways) keep the sum of all answers at the size of the input.',
  references: [
    'Zhang, Dauphin and Ma, Fixup initialization: residual learning without normalization (2019), arXiv:1901.09321',
    'De and Smith, Batch normalization biases residual blocks towards the identity function in deep networks (2020), arXiv:2002.10444',
  ],
  axes: {
    lr: log(1e-6, 1e-1, { default: 3e-2, description: 'learning rate' }),
    inputScale: log(0.1, 10, { default: 1, description: 'factor on the features' }),
    depth: integer(1, 64, { values: [2, 8, 32], default: 8, description: 'blocks' }),
  },
  sweptByDefault: ['lr', 'inputScale'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const { x, y } = drawRegression(rng, 16, width);
    return {
      params: {
        blocks: tf.mul(rng.normal([axes.depth, width, width]), Math.sqrt(2 / width)),
        output: heNormal(rng, width, 1),
      },
      data: { x: tf.mul(x, axes.inputScale), y },
    };
  },
  loss: ({ params, batch, axes }) =>
    meanSquaredError(predict(params, batch.x, axes.depth, 1), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'x + f(x)' },
    fixed: {
      description: 'x + f(x) / depth',
      loss: ({ params, batch, axes }) =>
        meanSquaredError(predict(params, batch.x, axes.depth, 1 / axes.depth), batch.y),
    },
  },
  evidence: {
    at: { lr: 3e-2 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.3 },
  },
});
