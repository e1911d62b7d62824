import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, integer, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';

/** Normal weights of deviation 1 / sqrt(fan): 4 inputs, `width` hidden units, one output. */
function drawProblem(rng: Random, width: number, fans: readonly [number, number]) {
  const x = rng.normal([30, 4]);
  return {
    data: { x, y: tf.tanh(tf.matMul(x, rng.normal([4, 1]))) },
    params: {
      hidden: tf.div(rng.normal([4, width]), Math.sqrt(fans[0])),
      output: tf.div(rng.normal([width, 1]), Math.sqrt(fans[1])),
    },
  };
}

export const wrongFan = defineScenario({
  name: 'wrong-fan',
  title: 'Weights scaled by the outputs of a layer, not by its inputs',
  cause: 'initialisation',
  explanation:
    'Weights of deviation 1 / sqrt(fan) keep values at their size if fan is the number of inputs that are summed. Taken as the number of outputs (the dimensions of a transposed matrix, say) the one output of a wide network is the sum of many values at full size: the wider the network the larger its output and the sharper its loss, so that a learning rate that works at width 4 diverges at width 64 (the units may also die at once, which saves the run and not the model). With the right fan the first values have the same size at every width; the sharpness still grows with the width, so the largest rates fail at the largest widths even then.',
  references: [
    'LeCun, Bottou, Orr and Muller, Efficient BackProp (1998), section 4.6',
    'Keras documentation, VarianceScaling: mode fan_in or fan_out',
  ],
  axes: {
    lr: log(1e-4, 1e-1, { default: 3e-2, description: 'learning rate' }),
    width: integer(1, 256, { values: [4, 16, 64, 256], default: 64, description: 'hidden units' }),
  },
  sweptByDefault: ['lr', 'width'],
  steps: 100,
  setup: ({ rng, axes }) => drawProblem(rng, axes.width, [axes.width, 1]),
  loss: ({ params, batch }) => {
    const hidden = tf.relu(tf.matMul(batch.x, params.hidden));
    return meanSquaredError(tf.matMul(hidden, params.output), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'deviation 1 / sqrt(outputs)' },
    fixed: {
      description: 'deviation 1 / sqrt(inputs)',
      setup: ({ rng, axes }) => drawProblem(rng, axes.width, [4, axes.width]),
    },
  },
  evidence: {
    at: { lr: 1e-1, width: 64 },
    outcome: 'inf',
    site: 'loss',
    rule: 'grown-parameters',
    bad: ['inf', 'nan', 'diverged'],
    cures: { fixed: 0.3 },
  },
});
