// Attention whose mask hides every key of the last query.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const keys = tf.randomNormal([3, 4], 0, 1, 'float32', 5);
const mask = tf.tensor2d([
  [0, -Infinity, -Infinity],
  [0, 0, -Infinity],
  [-Infinity, -Infinity, -Infinity],
]);
const queries = tf.variable(tf.randomNormal([3, 4], 0, 1, 'float32', 6), true, 'queries');
const optimizer = tf.train.sgd(0.1);

const loss = () => {
  const scores = tf.matMul(queries, keys, false, true);
  const attention = tf.softmax(tf.add(scores, mask));
  return tf.mean(tf.square(tf.matMul(attention, keys)));
};

// The infinities of the mask are meant.
const report = await blame(() => optimizer.minimize(loss, true), {
  allow: [{ value: -Infinity }],
});
console.log(reportText(report));
