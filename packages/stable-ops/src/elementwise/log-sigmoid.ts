/**
 * logSigmoid(x) = log(1 / (1 + exp(-x))) = min(x, 0) - log1p(exp(-|x|)).
 *
 * log(sigmoid(x)) is log(0) = -Infinity below x = -104 (-89 on wasm) where it should be x, with
 * gradient 0 / 0 = NaN; and 0 from x = 17 on, where it should be -exp(-x).
 *
 * Source: as softplus; logSigmoid(x) = -softplus(-x).
 */
import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../internal/custom.js';
import { sigmoid } from './sigmoid.js';
import { softplusExcess } from './softplus.js';

/** log(sigmoid(x)), negative; gradient sigmoid(-x). */
export const logSigmoid = unary(
  'logSigmoid',
  // -relu(-x) is min(x, 0); what wasm's relu makes of NaN is NaN again in the second term.
  (x) => tf.neg(tf.add(tf.relu(tf.neg(x)), softplusExcess(x))),
  (x) => sigmoid(tf.neg(x)),
);
