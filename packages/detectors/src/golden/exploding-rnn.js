// A linear recurrent net over 100 steps, with a recurrent matrix that doubles its state.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const inputs = tf.ones([2, 100, 1]);
const target = tf.tensor2d([[1], [1]]);
const recurrent = tf.variable(tf.fill([4, 4], 0.5), true, 'recurrent');
const input = tf.variable(tf.fill([1, 4], 1e-12), true, 'input');
const optimizer = tf.train.sgd(0.01);

const loss = () => {
  let state = tf.zeros([2, 4]);
  for (const at of tf.unstack(inputs, 1))
    state = tf.add(tf.matMul(state, recurrent), tf.matMul(at, input));
  return tf.losses.meanSquaredError(target, tf.sum(state, 1, true));
};

const report = await blame(() => optimizer.minimize(loss, true));
console.log(reportText(report));
