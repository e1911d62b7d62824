/** Training problems that claims are measured on and the catalogue does not have: it lists causes, these are what is told beside them. */
import * as tf from '@tensorflow/tfjs-core';
import { clip, ratioLoss, safeSqrt } from '@brink/stable-ops';
import { adam, defineScenario, linear, log, sgd, type NamedTensors } from '../define.js';
import { heNormal } from '../parts/layers.js';
import { crossEntropyOfLogits, meanSquaredError } from '../parts/losses.js';
import { drawClasses, drawLabels, drawRegression } from '../parts/problems.js';

const rate = (low: number, high: number, usual: number) =>
  log(low, high, { default: usual, description: 'learning rate' });

/** A prediction of one sample is its weight: the sum that the loss divides by is what the axis says. */
export const ratioOfSum = defineScenario({
  name: 'claim-ratio-of-sum',
  title: 'y_true / sum(y_pred) where the sum starts at a given number',
  cause: 'operation',
  explanation: 'The loss y_true / sum(y_pred) at a sum of one’s choice.',
  references: [],
  axes: {
    lr: rate(1e-6, 1, 1e-3),
    sum: linear(-1, 1, { default: 0, description: 'the first sum of the predictions' }),
  },
  sweptByDefault: ['lr'],
  steps: 100,
  setup: ({ rng, axes }) => ({
    params: { weight: tf.mul(tf.ones([1]), axes.sum) },
    data: { x: tf.ones([1]), y: rng.uniform([1], 0.5, 1) },
  }),
  loss: ({ params, batch }) => tf.mean(tf.div(batch.y, predictedSum(params, batch))),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'y / sum' },
    epsilon: {
      description: 'y / (sum + 1e-8)',
      loss: ({ params, batch }) =>
        tf.mean(tf.div(batch.y, tf.add(predictedSum(params, batch), 1e-8))),
    },
    fixed: {
      description: 'ratioLoss of @brink/stable-ops',
      loss: ({ params, batch }) => ratioLoss(batch.y, tf.mul(batch.x, params.weight)),
    },
  },
});

function predictedSum(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  return tf.sum(tf.mul(batch.x!, params.weight!));
}

/** Four features, the first the same in every sample. */
export const constantColumn = defineScenario({
  name: 'claim-constant-column',
  title: 'A column that does not vary, as it is and standardised',
  cause: 'data',
  explanation: 'A regression with one constant feature.',
  references: [],
  axes: {
    lr: rate(1e-4, 1e-1, 1e-2),
    constant: linear(-4, 4, { default: 1, description: 'the value of the first feature' }),
  },
  sweptByDefault: ['lr', 'constant'],
  steps: 200,
  setup: ({ rng, axes }) => withConstant(drawRegression(rng, 32, 4), axes.constant, rng),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'features as they come' },
    standardised: {
      description: 'each column divided by its deviation',
      setup: ({ rng, axes }) => {
        const { params, data } = withConstant(drawRegression(rng, 32, 4), axes.constant, rng);
        const { mean, variance } = tf.moments(data.x, 0);
        return { params, data: { ...data, x: tf.div(tf.sub(data.x, mean), tf.sqrt(variance)) } };
      },
    },
  },
});

function withConstant(
  { x, y }: { readonly x: tf.Tensor; readonly y: tf.Tensor },
  constant: tf.Scalar,
  rng: { normal(shape: readonly number[]): tf.Tensor },
) {
  const first = tf.mul(tf.ones([32, 1]), constant);
  return {
    params: { weights: tf.mul(rng.normal([4, 1]), 0.1) },
    data: { x: tf.concat([first, tf.slice(x, [0, 1], [32, 3])], 1), y },
  };
}

/** Features so large that the sigmoid is 0 or 1 in single precision. */
export const saturatedSigmoid = defineScenario({
  name: 'claim-saturated-sigmoid',
  title: 'A sigmoid far out in its flat parts, with a squared error',
  cause: 'operation',
  explanation: 'A saturated sigmoid under a loss that takes no logarithm.',
  references: [],
  axes: {
    lr: rate(1e-3, 1e3, 0.1),
    inputScale: log(1, 1e6, { default: 1e3, description: 'factor on the features' }),
  },
  sweptByDefault: ['lr', 'inputScale'],
  steps: 100,
  setup: ({ rng, axes }) => {
    const { x, y } = drawLabels(rng, 40, 3);
    return { params: { weights: rng.normal([3, 1]) }, data: { x: tf.mul(x, axes.inputScale), y } };
  },
  loss: ({ params, batch }) =>
    meanSquaredError(tf.sigmoid(tf.matMul(batch.x, params.weights)), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'squared error of the sigmoid' },
    tanh: {
      description: 'squared error of (1 + tanh(z)) / 2',
      loss: ({ params, batch }) => {
        const curve = tf.tanh(tf.matMul(batch.x, params.weights));
        return meanSquaredError(tf.mul(tf.add(curve, 1), 0.5), batch.y);
      },
    },
  },
});

/** Distances that are 0 at the start: the gradient of their root is NaN whatever is done to it later. */
export const clippedNan = defineScenario({
  name: 'claim-clipped-nan',
  title: 'Clipped gradients where the gradient itself is NaN',
  cause: 'operation',
  explanation: 'The gradient of a square root at 0, clipped.',
  references: [],
  axes: { lr: rate(1e-4, 1, 1e-2) },
  sweptByDefault: ['lr'],
  steps: 60,
  setup: ({ rng }) => ({
    params: { weights: tf.zeros([3, 2]) },
    data: { x: rng.normal([20, 3]), y: tf.zeros([20, 2]) },
  }),
  loss: ({ params, batch }) => tf.mean(tf.sqrt(squaredSizes(params, batch))),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'gradients as they come' },
    clipped: {
      description: 'gradients clipped to a joint norm of 1',
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1 } }),
    },
    'by-value': {
      description: 'each gradient clipped to -1..1',
      optimizer: sgd({ lr: 'lr', clip: { value: 1 } }),
    },
    fixed: {
      description: 'safeSqrt of @brink/stable-ops',
      loss: ({ params, batch }) => tf.mean(safeSqrt(squaredSizes(params, batch))),
    },
  },
});

function squaredSizes(params: NamedTensors, batch: NamedTensors): tf.Tensor {
  const difference = tf.sub(tf.matMul(batch.x!, params.weights!), batch.y!);
  return tf.sum(tf.square(difference), 1);
}

/** The library’s own loss from logits, with logits of any size. */
export const largeLogits = defineScenario({
  name: 'claim-large-logits',
  title: 'The cross-entropy from logits that are very large',
  cause: 'operation',
  explanation: 'The cross-entropy of tf.logSoftmax on large logits.',
  references: [],
  axes: {
    lr: rate(1e-6, 1e-1, 1e-3),
    logitScale: log(1, 1e30, { default: 1e3, description: 'factor on the logits' }),
  },
  sweptByDefault: ['lr', 'logitScale'],
  steps: 100,
  setup: ({ rng }) => ({
    params: { weights: tf.mul(rng.normal([4, 3]), 0.1) },
    data: { ...drawClasses(rng, 30, 4, 3) },
  }),
  loss: ({ params, batch, axes }) =>
    crossEntropyOfLogits(tf.mul(tf.matMul(batch.x, params.weights), axes.logitScale), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'log-softmax' },
    masked: {
      description: 'log-softmax, one class that no sample has at -Inf',
      loss: ({ params, batch, axes }) => {
        const logits = tf.mul(tf.matMul(batch.x, params.weights), axes.logitScale);
        const hidden = tf.concat([logits, tf.fill([30, 1], -Infinity)], 1);
        const labels = tf.concat([batch.y, tf.zeros([30, 1])], 1);
        return crossEntropyOfLogits(hidden, labels);
      },
    },
  },
});

/** A layer that divides by the deviation over the batch, with the epsilon of the library. */
export const batchOfOne = defineScenario({
  name: 'claim-batch-of-one',
  title: 'Batch normalisation of a batch of one sample',
  cause: 'architecture',
  explanation: 'Batch normalisation of one sample, with and without its epsilon.',
  references: [],
  axes: { lr: rate(1e-4, 1e-1, 1e-2) },
  sweptByDefault: ['lr'],
  steps: 100,
  setup: ({ rng }) => ({
    params: { hidden: heNormal(rng, 4, 6), output: tf.mul(rng.normal([6, 1]), 0.5) },
    data: { x: rng.normal([1, 4]), y: rng.normal([1, 1]) },
  }),
  loss: ({ params, batch }) => normalisedError(params, batch, 1e-3),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'epsilon 1e-3, as tf.layers.batchNormalization has it' },
    'no-epsilon': {
      description: 'epsilon 0',
      loss: ({ params, batch }) => normalisedError(params, batch, 0),
    },
  },
});

function normalisedError(params: NamedTensors, batch: NamedTensors, epsilon: number): tf.Scalar {
  const hidden = tf.matMul(batch.x!, params.hidden!);
  const { mean, variance } = tf.moments(hidden, 0, true);
  const normalised = tf.div(tf.sub(hidden, mean), tf.sqrt(tf.add(variance, epsilon)));
  return meanSquaredError(tf.matMul(normalised, params.output!), batch.y!);
}

/** Weight decay beside a learning rate that is too large. */
export const decayedWeights = defineScenario({
  name: 'claim-weight-decay',
  title: 'L2 regularisation where the learning rate is too large',
  cause: 'dynamics',
  explanation: 'Least squares with L2 regularisation at too large a learning rate.',
  references: [],
  axes: { lr: rate(1e-3, 1e1, 3) },
  sweptByDefault: ['lr'],
  steps: 300,
  setup: ({ rng }) => ({
    params: { weights: rng.normal([4, 1]) },
    data: { ...drawRegression(rng, 32, 4) },
  }),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'no regularisation' },
    l2: {
      description: '0.01 times the sum of squares added to the loss',
      loss: ({ params, batch }) =>
        tf.add(
          meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
          tf.mul(tf.sum(tf.square(params.weights)), 0.01),
        ),
    },
  },
});

/** A deep rectified network whose activations are limited, or not. */
export const limitedActivations = defineScenario({
  name: 'claim-limited-activations',
  title: 'Activations limited to 0..6',
  cause: 'architecture',
  explanation: 'A deep network of large weights with relu, and with its output limited to 6.',
  references: [],
  axes: {
    lr: rate(1e-5, 1e-1, 1e-3),
    initScale: log(1, 1e2, { default: 30, description: 'factor on the weights of He et al.' }),
  },
  sweptByDefault: ['lr', 'initScale'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const { x, y } = drawRegression(rng, 16, 8);
    const layers = tf.mul(rng.normal([24, 8, 8]), Math.sqrt(2 / 8));
    return {
      params: { layers: tf.mul(layers, axes.initScale), output: heNormal(rng, 8, 1) },
      data: { x, y },
    };
  },
  loss: ({ params, batch }) => deepError(params, batch, (z) => tf.relu(z)),
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'relu' },
    relu6: {
      description: 'relu limited to 6',
      loss: ({ params, batch }) => deepError(params, batch, (z) => clip(z, 0, 6)),
    },
  },
});

function deepError(
  params: NamedTensors,
  batch: NamedTensors,
  activation: (z: tf.Tensor) => tf.Tensor,
): tf.Scalar {
  let hidden = batch.x!;
  for (let layer = 0; layer < 24; layer++) {
    const weights = tf.reshape(tf.slice(params.layers!, [layer, 0, 0], [1, 8, 8]), [8, 8]);
    hidden = activation(tf.matMul(hidden, weights));
  }
  return meanSquaredError(tf.matMul(hidden, params.output!), batch.y!);
}

/** Adam with an epsilon of 0 where every weight has a gradient, and where one has none. */
export const adamWithoutEpsilon = defineScenario({
  name: 'claim-adam-without-epsilon',
  title: 'Adam with epsilon 0',
  cause: 'dynamics',
  explanation: 'Adam with epsilon 0, with and without a feature that is always 0.',
  references: [],
  axes: { lr: rate(1e-4, 1e25, 1e-2) },
  sweptByDefault: ['lr'],
  steps: 60,
  setup: ({ rng }) => ({
    params: { weights: tf.mul(rng.normal([4, 1]), 0.1) },
    data: { ...drawRegression(rng, 30, 4) },
  }),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: adam({ lr: 'lr', epsilon: 0 }),
  variants: {
    broken: { description: 'every feature varies' },
    'large-epsilon': {
      description: 'every feature varies, epsilon 1e-3',
      optimizer: adam({ lr: 'lr', epsilon: 1e-3 }),
    },
    'zero-column': {
      description: 'one feature is always 0',
      setup: ({ rng }) => {
        const weights = tf.mul(rng.normal([4, 1]), 0.1);
        const { x, y } = drawRegression(rng, 30, 3);
        return { params: { weights }, data: { x: tf.concat([x, tf.zeros([30, 1])], 1), y } };
      },
    },
  },
});
