// Standardising by hand, where the second column is the same in every row.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const features = tf.tensor2d([
  [1.5, 1, 20],
  [2.5, 1, 35],
  [0.5, 1, 50],
  [3.5, 1, 65],
]);
const target = tf.tensor2d([[1], [2], [3], [4]]);
const model = tf.sequential({
  layers: [tf.layers.dense({ units: 1, inputShape: [3], kernelInitializer: 'ones', name: 'out' })],
});
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });

const report = await blame(() => {
  const { mean, variance } = tf.moments(features, 0);
  const scaled = tf.div(tf.sub(features, mean), tf.sqrt(variance));
  return model.trainOnBatch(scaled, target);
});
console.log(reportText(report));
