import * as tf from '@tensorflow/tfjs-core';
import { readPenguins } from '../../data/tables.js';
import { choice, defineScenario, log, sgd, type Random } from '../../define.js';
import { dense, heNormal } from '../../parts/layers.js';
import { meanSquaredError } from '../../parts/losses.js';
import { standardised } from '../../parts/scaling.js';

/** How many of each unit the grams of the file are. */
const perGram = { kg: 1e-3, g: 1, mg: 1e3 } as const;
type Unit = keyof typeof perGram;
const units = ['kg', 'g', 'mg'] as const satisfies readonly Unit[];

/** Bill length and depth and flipper length of every penguin that was measured, and its mass. */
function drawProblem(rng: Random, unit: Unit) {
  const { rows, columns, features } = readPenguins();
  const measured = Array.from({ length: rows }, (_, row) => [
    ...features.subarray(row * columns, (row + 1) * columns),
  ]).filter((row) => row.every((value) => !Number.isNaN(value)));
  return {
    params: {
      hiddenWeights: heNormal(rng, 3, 8),
      hiddenBias: tf.zeros([8]),
      outputWeights: heNormal(rng, 8, 1),
      outputBias: tf.zeros([1]),
    },
    data: {
      x: standardised(tf.tensor2d(measured.map((row) => row.slice(0, 3)))),
      y: tf.tensor2d(measured.map((row) => [row[3]! * perGram[unit]])),
    },
  };
}

export const penguinsMass = defineScenario({
  name: 'penguins-mass',
  title: 'The mass of a penguin, in grams',
  cause: 'data',
  explanation:
    'A small network is to tell the mass of the Palmer penguins from three lengths, which are standardised as they should be; the mass is not, and the file has it in grams: 2700 to 6300. The error is of that size, the first update throws the weights by it, and the sharpness grows with their square: the loss is Inf within a few steps at rates at which the same file in kilograms trains. Nothing but the unit differs. With the mass standardised, and the standardising undone on the prediction, kilograms, grams and milligrams are one and the same training.',
  references: [
    'Gorman, Williams and Fraser, Ecological sexual dimorphism and environmental variability within a community of Antarctic penguins (2014), PLoS ONE 9(3):e90081',
    'Horst, Hill and Gorman, palmerpenguins (2020), CC0',
    'LeCun, Bottou, Orr and Muller, Efficient BackProp (1998), section 4.5: choosing target values',
  ],
  axes: {
    lr: log(1e-6, 1e-1, { default: 1e-2, description: 'learning rate' }),
    unit: choice(units, { default: 'g', description: 'unit of the mass' }),
  },
  sweptByDefault: ['lr', 'unit'],
  steps: 200,
  setup: ({ rng, axes }) => drawProblem(rng, axes.unit),
  loss: ({ params, batch }) => {
    const hidden = tf.relu(dense(batch.x, params.hiddenWeights, params.hiddenBias));
    return meanSquaredError(dense(hidden, params.outputWeights, params.outputBias), batch.y);
  },
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { lr: 1e-2, unit: 'g' },
    outcome: 'inf',
    site: 'loss',
    rule: 'unscaled-target',
    bad: ['inf', 'nan'],
    cures: { fixed: 0.95 },
  },
  variants: {
    broken: { description: 'the mass as the file has it' },
    fixed: {
      description: 'the mass standardised',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.unit);
        return { params, data: { ...data, y: standardised(data.y) } };
      },
    },
  },
});
