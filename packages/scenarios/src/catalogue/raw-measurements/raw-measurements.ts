import * as tf from '@tensorflow/tfjs-core';
import { readTable, tableNames, type TableName } from '../../data/tables.js';
import { choice, defineScenario, log, sgd, type Random } from '../../define.js';
import { meanSquaredError } from '../../parts/losses.js';
import { measured } from '../../parts/measured.js';
import { standardised } from '../../parts/scaling.js';

/** A linear classifier by least squares: a column of weights for each class. */
function drawProblem(rng: Random, dataset: TableName) {
  const table = readTable(dataset);
  return {
    params: { weights: tf.mul(rng.normal([table.columns, table.classes]), 0.01) },
    data: measured(table),
  };
}

export const rawMeasurements = defineScenario({
  name: 'raw-measurements',
  title: 'Irises, wines and digits, as they were measured',
  cause: 'data',
  explanation:
    'Three well-known sets in the units that they come in: irises in millimetres, wines with proline in the hundreds beside shares below one, digits with 64 pixels from 0 to 16. Gradient descent on least squares needs a learning rate below 2 / sharpness, and the sharpness grows with the square of the units: the border lies orders of magnitude lower for the wines than for the digits, and a rate of 0.01, at which all three learn once their columns have mean 0 and deviation 1, multiplies the error on the wines by thousands in each step, until the loss is Inf. Standardised, all three have their border near 1, above the whole map.',
  references: [
    'Fisher, The use of multiple measurements in taxonomic problems (1936): the irises',
    'Forina et al., PARVUS (1988), by UCI: the wines; Alpaydin and Kaynak, Cascading classifiers (1998), by UCI: the digits',
    'LeCun, Bottou, Orr and Muller, Efficient BackProp (1998), section 4.3: normalizing the inputs',
  ],
  axes: {
    lr: log(1e-7, 1e-1, { default: 1e-2, description: 'learning rate' }),
    dataset: choice(tableNames, { default: 'wine', description: 'which set' }),
  },
  sweptByDefault: ['lr', 'dataset'],
  steps: 200,
  setup: ({ rng, axes }) => drawProblem(rng, axes.dataset),
  loss: ({ params, batch }) => meanSquaredError(tf.matMul(batch.x, params.weights), batch.y),
  optimizer: sgd({ lr: 'lr' }),
  evidence: {
    at: { lr: 1e-2, dataset: 'wine' },
    outcome: 'inf',
    site: 'loss',
    rule: 'unscaled-features',
    bad: ['inf', 'nan'],
    cures: { fixed: 1 },
  },
  variants: {
    broken: { description: 'columns in their own units' },
    fixed: {
      description: 'each column standardised',
      setup: ({ rng, axes }) => {
        const { params, data } = drawProblem(rng, axes.dataset);
        return { params, data: { ...data, x: standardised(data.x) } };
      },
    },
  },
});
