// A classifier on unscaled features, with the cross-entropy written by hand.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const x = tf.tensor2d([[12], [250], [431]]);
const y = tf.tensor1d([0, 1, 1]);
const weight = tf.variable(tf.tensor2d([[0.2]]), true, 'weight');
const optimizer = tf.train.sgd(0.1);

const loss = () => {
  const p = tf.sigmoid(tf.matMul(x, weight)).squeeze([1]);
  const one = tf.mul(y, tf.log(p));
  const other = tf.mul(tf.sub(1, y), tf.log(tf.sub(1, p)));
  return tf.neg(tf.mean(tf.add(one, other)));
};

const report = await blame(() => optimizer.minimize(loss, true));
console.log(reportText(report));
