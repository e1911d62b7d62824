// Adam with an epsilon below float32, and a weight whose input is always zero.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const x = tf.tensor2d([
  [1, 0],
  [2, 0],
]);
const y = tf.tensor2d([[1], [2]]);
const weights = tf.variable(tf.tensor2d([[0.5], [0.5]]), true, 'weights');
const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-60);

const report = await blame(() =>
  optimizer.minimize(() => tf.losses.meanSquaredError(y, tf.matMul(x, weights)), true),
);
console.log(reportText(report));
