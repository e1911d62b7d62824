// A distance between two embeddings that are still equal: the loss is finite, its gradient is not.
import * as tf from '@tensorflow/tfjs';
import { blame, reportText } from '@brink/detectors';

const anchor = tf.tensor2d([
  [1, 0],
  [0, 1],
]);
const embedding = tf.variable(tf.eye(2), true, 'embedding');
const optimizer = tf.train.sgd(0.1);

const loss = () => {
  const distance = tf.sqrt(tf.sum(tf.square(tf.sub(embedding, anchor)), -1));
  return tf.mean(distance);
};

const report = await blame(() => optimizer.minimize(loss, true));
console.log(reportText(report));
