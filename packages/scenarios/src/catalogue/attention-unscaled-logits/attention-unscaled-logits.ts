import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, sgd, type NamedTensors } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

const tokens = 8;
const size = 16;

/** How well each token asks for each other, [tokens, tokens]. */
function logitsOf(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  const queries = tf.matMul(batch.x!, params.query!);
  return tf.matMul(queries, tf.matMul(batch.x!, params.key!), false, true);
}

function answer(weights: tf.Tensor, params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.matMul(tf.matMul(weights, batch.x!), params.value!);
}

export const attentionUnscaledLogits = defineScenario({
  name: 'attention-unscaled-logits',
  title: 'Attention without 1 / sqrt(d), softmax by hand',
  cause: 'architecture',
  explanation:
    'The logits of attention are inner products of d numbers, so they grow with d and with the square of the size of the tokens. Without the factor 1 / sqrt(d), and with a softmax written as exp(z) / sum(exp(z)), a logit passes 88.7 for tokens a few times too large, and Inf / Inf is NaN. The factor alone moves that border by sqrt(d) = 4; it is the subtraction of the largest logit, which tf.softmax does, that takes it away. What the factor is for is the gradient: a softmax of huge logits is a choice of one, and learns nothing.',
  references: [
    'Vaswani et al., Attention is all you need (2017), arXiv:1706.03762, section 3.2.1',
    'Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021)',
  ],
  axes: {
    lr: log(1e-4, 1e-2, { default: 1e-3, description: 'learning rate' }),
    tokenScale: log(1e-1, 1e2, { default: 1, description: 'factor on the tokens' }),
  },
  sweptByDefault: ['lr', 'tokenScale'],
  steps: 40,
  setup: ({ rng, axes }) => {
    const x = rng.normal([tokens, size]);
    const matrix = () => tf.div(rng.normal([size, size]), Math.sqrt(size));
    return {
      params: {
        query: matrix(),
        key: matrix(),
        value: tf.mul(rng.normal([size, 1]), 0.1),
      },
      data: { x: tf.mul(x, axes.tokenScale), y: rng.normal([tokens, 1]) },
    };
  },
  loss: ({ params, batch }) => {
    const power = tf.exp(logitsOf(params, batch));
    const weights = tf.div(power, tf.sum(power, 1, true));
    return meanSquaredError(answer(weights, params, batch), batch.y);
  },
  optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1 } }),
  variants: {
    broken: { description: 'exp(z) / sum(exp(z)) of unscaled logits' },
    scaled: {
      description: 'the same of logits / sqrt(d)',
      loss: ({ params, batch }) => {
        const power = tf.exp(tf.div(logitsOf(params, batch), Math.sqrt(size)));
        const weights = tf.div(power, tf.sum(power, 1, true));
        return meanSquaredError(answer(weights, params, batch), batch.y);
      },
    },
    fixed: {
      description: 'tf.softmax of logits / sqrt(d)',
      loss: ({ params, batch }) => {
        const weights = tf.softmax(tf.div(logitsOf(params, batch), Math.sqrt(size)));
        return meanSquaredError(answer(weights, params, batch), batch.y);
      },
    },
  },
  evidence: {
    at: { tokenScale: 30 },
    outcome: 'nan',
    site: 'loss',
    rule: 'softmax-overflow',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
});
