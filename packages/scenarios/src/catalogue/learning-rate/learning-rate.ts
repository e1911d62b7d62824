import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

const samples = 32;

/** Features whose Hessian 2 / samples x'x has the eigenvalues 1, 0.5, 0.25, 0.1 times the sharpness. */
function drawProblem(rng: Random, sharpness: tf.Tensor | number) {
  const directions = tf.mul(rng.orthogonal(samples, 4), Math.sqrt(samples / 2));
  const eigenvalues = tf.mul(tf.tensor1d([1, 0.5, 0.25, 0.1]), sharpness);
  const x = tf.mul(directions, tf.sqrt(eigenvalues));
  return {
    params: { weights: rng.normal([4, 1]) },
    data: { x, y: tf.add(tf.matMul(x, rng.normal([4, 1])), rng.normal([samples, 1])) },
  };
}

export const learningRate = defineScenario({
  name: 'learning-rate',
  title: 'A learning rate above 2 / sharpness',
  cause: 'dynamics',
  explanation:
    'Least squares with a Hessian that is known: gradient descent multiplies the error along each of its axes by 1 - lr x eigenvalue per step. The largest eigenvalue, the sharpness, decides: above lr = 2 / sharpness that factor is below -1 and the error grows without bound, slowly just above the border and past the range of single precision within a few steps far above it. The border is a straight line on the map. Features scaled so that the sharpness is 1 move it to lr = 2, wherever it was; clipped gradients leave the run finite but not convergent.',
  references: [
    'LeCun, Bottou, Orr and Muller, Efficient BackProp (1998), section 5: the largest learning rate',
    'Cohen et al., Gradient descent on neural networks typically occurs at the edge of stability (2021), arXiv:2103.00065',
  ],
  axes: {
    lr: log(1e-3, 1e1, { default: 0.1, description: 'learning rate' }),
    sharpness: log(1e-1, 1e3, { default: 1, description: 'largest eigenvalue of the Hessian' }),
  },
  sweptByDefault: ['lr', 'sharpness'],
  steps: 300,
  setup: ({ rng, axes }) => drawProblem(rng, axes.sharpness),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'features as they come' },
    clipped: {
      description: 'gradients clipped to a joint norm of 1',
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1 } }),
    },
    fixed: {
      description: 'features scaled to a sharpness of 1',
      setup: ({ rng }) => drawProblem(rng, 1),
    },
  },
  evidence: {
    at: { lr: 1, sharpness: 100 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.5, clipped: 0.95 },
  },
});
