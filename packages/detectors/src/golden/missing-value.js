// One reading is missing, and arrives as NaN.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const readings = tf.tensor2d([
  [0.1, 0.4],
  [0.3, NaN],
  [0.2, 0.5],
]);
const target = tf.tensor2d([[1], [0], [1]]);
const model = tf.sequential({
  layers: [
    tf.layers.dense({
      units: 4,
      activation: 'relu',
      inputShape: [2],
      kernelInitializer: 'ones',
      name: 'hidden',
    }),
    tf.layers.dense({ units: 1, kernelInitializer: 'ones', name: 'head' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });

const report = await blame(() => model.trainOnBatch(readings, target));
console.log(reportText(report));
