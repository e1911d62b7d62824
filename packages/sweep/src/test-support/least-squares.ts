/** A small scenario with every kind of axis: gradient descent on least squares, which diverges above a known rate. */
import * as tf from '@tensorflow/tfjs-core';
import {
  choice,
  defineScenario,
  integer,
  linear,
  log,
  minibatches,
  sgd,
  type Scenario,
} from '@brink/scenarios';

export const leastSquares: Scenario = defineScenario({
  name: 'least-squares',
  title: 'Least squares',
  cause: 'dynamics',
  explanation: 'It diverges above 2 / sharpness.',
  references: ['a book'],
  axes: {
    lr: log(1e-4, 1e4, { default: 0.05, description: 'learning rate' }),
    shift: linear(-1, 1, { default: 0, description: 'added to the targets' }),
    features: integer(1, 9, { values: [2, 3], default: 3, description: 'features' }),
    form: choice(['squared', 'log'], { default: 'squared', description: 'the loss' }),
  },
  sweptByDefault: ['lr', 'shift'],
  steps: 40,
  setup: ({ rng, axes }) => ({
    params: { w: rng.normal([axes.features, 1]), b: tf.zeros([1]) as tf.Tensor },
    data: { x: rng.normal([12, axes.features]), y: tf.add(rng.normal([12, 1]), axes.shift) },
  }),
  loss: ({ params, batch, axes }) => {
    const residual = tf.sub(tf.add(tf.matMul(batch.x, params.w), params.b), batch.y);
    const squared = tf.mean<tf.Scalar>(tf.square(residual));
    return axes.form === 'log' ? tf.log(tf.sub(squared, 1) as tf.Scalar) : squared;
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'as it is' },
    clipped: {
      description: 'the gradient is clipped',
      optimizer: sgd({ lr: 'lr', clip: { globalNorm: 1 } }),
    },
    minibatches: {
      description: 'three samples a step, the loss recorded on all',
      batches: minibatches({ size: 3, replacement: false }),
      recordedLoss: 'data',
    },
  },
});
