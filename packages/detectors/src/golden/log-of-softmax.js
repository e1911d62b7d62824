// Log of softmax: the probability of the right class rounds to zero.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const images = tf.randomUniform([8, 64], 0, 255, 'float32', 1);
const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 3, 4, 5, 6, 7], 'int32'), 10);
const kernel = tf.variable(tf.randomNormal([64, 10], 0, 1, 'float32', 2), true, 'kernel');
const bias = tf.variable(tf.zeros([10]), true, 'bias');
const optimizer = tf.train.adam(0.01);

const loss = () => {
  const probabilities = tf.softmax(tf.add(tf.matMul(images, kernel), bias));
  return tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.log(probabilities)), -1)));
};

const report = await blame(() => optimizer.minimize(loss, true));
console.log(reportText(report));
