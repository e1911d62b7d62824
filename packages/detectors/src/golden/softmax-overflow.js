// A softmax written from the textbook, on logits of some hundreds.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const x = tf.tensor2d([
  [90, 10],
  [20, 70],
]);
const labels = tf.tensor2d([
  [1, 0],
  [0, 1],
]);
const kernel = tf.variable(tf.eye(2), true, 'kernel');
const optimizer = tf.train.sgd(0.1);

const softmax = (logits) => {
  const powers = tf.exp(logits);
  return tf.div(powers, tf.sum(powers, -1, true));
};

const report = await blame(() =>
  optimizer.minimize(() => tf.losses.meanSquaredError(labels, softmax(tf.matMul(x, kernel))), true),
);
console.log(reportText(report));
