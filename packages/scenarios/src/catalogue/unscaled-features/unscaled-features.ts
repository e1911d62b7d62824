import * as tf from '@tensorflow/tfjs-core';
import { adam, defineScenario, log, type Random } from '../../define.js';
import { dense, glorotUniform } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';
import { standardised } from '../../parts/scaling.js';

/** 100 samples of 10 uniform features, and a target that depends on them linearly. */
function drawProblem(rng: Random, scale: tf.Scalar) {
  const uniform = rng.uniform([100, 10], 0, 1);
  const target = tf.matMul(uniform, rng.normal([10, 1]));
  return {
    params: {
      hiddenWeights: glorotUniform(rng, 10, 64),
      hiddenBias: tf.zeros([64]),
      outputWeights: glorotUniform(rng, 64, 1),
      outputBias: tf.zeros([1]),
    },
    data: { x: tf.mul(uniform, scale), y: target },
  };
}

export const unscaledFeatures = defineScenario({
  name: 'unscaled-features',
  title: 'Features far from 1',
  cause: 'data',
  explanation:
    'Features of size s make the first layer answer s times as large, and a weight that Adam moves by its learning rate moves the output by s times that. Adam divides the gradient by its own size, so one large factor alone does no harm: with features of 1e4 and its usual rate of 1e-3 training stays finite, contrary to what is often told, though slow. It takes a learning rate and a scale whose product is large: then two layers grow together until the squared error leaves the range of single precision (3.4e38), and the loss is Inf. Standardised features take the scale out of the problem: no cell overflows any more, though a learning rate far too large still leads uphill. The scenario raw-measurements shows it on real columns, under gradient descent.',
  references: [
    'LeCun, Bottou, Orr and Muller, Efficient BackProp (1998), section 4.3: normalising the inputs',
    'Kingma and Ba, Adam: a method for stochastic optimization (2014), arXiv:1412.6980, section 2.1: the size of a step is bounded by the learning rate',
  ],
  axes: {
    lr: log(1e-4, 1e6, { default: 1e-3, description: 'learning rate' }),
    featureScale: log(1, 1e16, { default: 1e4, description: 'factor on the uniform features' }),
  },
  sweptByDefault: ['lr', 'featureScale'],
  steps: 100,
  setup: ({ rng, axes }) => drawProblem(rng, axes.featureScale),
  loss: ({ params, batch }) => {
    const hidden = tf.relu(dense(batch.x, params.hiddenWeights, params.hiddenBias));
    return meanSquaredError(dense(hidden, params.outputWeights, params.outputBias), batch.y);
  },
  optimizer: adam({ lr: 'lr' }),
  evidence: {
    at: { lr: 1e4, featureScale: 1e12 },
    outcome: 'inf',
    site: 'loss',
    rule: 'unscaled-features',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
  variants: {
    broken: { description: 'features as they come' },
    fixed: {
      description: 'each feature standardised',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.featureScale);
        return { params, data: { ...data, x: standardised(data.x) } };
      },
    },
  },
});
