import { maskedSoftmax } from '@brink/stable-ops';
import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, linear, log, sgd, type NamedTensors } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

const tokens = 8;
const size = 4;

/** How well each token asks for each other, [tokens, tokens]. */
function logitsOf(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.div(tf.matMul(tf.matMul(batch.x!, params.query!), batch.x!, false, true), size);
}

function answer(weights: tf.Tensor, params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.matMul(tf.matMul(weights, batch.x!), params.value!);
}

export const attentionFullyMaskedRow = defineScenario({
  name: 'attention-fully-masked-row',
  title: 'A token that may attend to none',
  cause: 'architecture',
  explanation:
    'Masked attention sets the logits of forbidden pairs to -Inf, which the softmax turns into 0. A token with all pairs forbidden (padding that asks, a causal mask and a padding mask together) has a largest logit of -Inf, and -Inf - -Inf is NaN: tf.softmax is no help here. One such row makes the loss and all gradients NaN, also where its answer is ignored later. A softmax that knows the mask gives such a row weights of 0. Writing -1e9 in place of -Inf avoids the NaN too, and lets the row attend to everything that it must not see.',
  references: [
    'PyTorch issue tracker: scaled_dot_product_attention gives NaN for fully masked rows',
    'Vaswani et al., Attention is all you need (2017), arXiv:1706.03762',
  ],
  axes: {
    lr: log(1e-3, 1, { default: 1e-2, description: 'learning rate' }),
    maskedShare: linear(0, 1, { default: 0.8, description: 'share of the pairs forbidden' }),
  },
  sweptByDefault: ['lr', 'maskedShare'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const kept = tf.greaterEqual(rng.uniform([tokens, tokens], 0, 1), axes.maskedShare);
    return {
      params: { query: rng.normal([size, size]), value: tf.mul(rng.normal([size, 1]), 0.1) },
      data: {
        x: rng.normal([tokens, size]),
        y: rng.normal([tokens, 1]),
        mask: tf.cast(kept, 'float32'),
      },
    };
  },
  loss: ({ params, batch }) => {
    const forbidden = tf.fill([tokens, tokens], -Infinity);
    const logits = tf.where(tf.greater(batch.mask, 0), logitsOf(params, batch), forbidden);
    return meanSquaredError(answer(tf.softmax(logits), params, batch), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'softmax of logits with -Inf' },
    fixed: {
      description: 'maskedSoftmax of @brink/stable-ops',
      loss: ({ params, batch }) => {
        const weights = maskedSoftmax(logitsOf(params, batch), batch.mask);
        return meanSquaredError(answer(weights, params, batch), batch.y);
      },
    },
  },
  evidence: {
    at: { maskedShare: 0.95 },
    outcome: 'nan',
    site: 'loss',
    rule: 'infinity-minus-infinity',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
});
