// Features of a million, mean squared error and a learning rate of 0.1: the weights explode.
import * as tf from '@tensorflow/tfjs';
import { eventText, watch } from '@brink/detectors';

const income = tf.randomUniform([32, 3], 1e6, 5e6, 'float32', 3);
const price = tf.randomUniform([32, 1], 0, 1, 'float32', 4);
const weights = tf.variable(tf.fill([3, 1], 0.01), true, 'weights');
const optimizer = watch(tf.train.sgd(0.1), {
  policy: 'stop',
  onEvent: (event) => console.log(eventText(event)),
});

for (let step = 0; step < 10 && !optimizer.stopped; step += 1)
  optimizer.minimize(() => tf.mean(tf.square(tf.sub(tf.matMul(income, weights), price))));
