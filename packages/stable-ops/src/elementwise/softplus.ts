/**
 * softplus(x) = log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)).
 *
 * The naive form is Infinity from x = 88.8 on, with gradient Infinity / Infinity = NaN, and 0
 * below x = -17, where 1 + exp(x) rounds to 1.
 *
 * Source: M. Mächler, "Accurately computing log(1 - exp(-|a|))", 2012 (R package Rmpfr).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { unary } from '../internal/custom.js';
import { log1pOfUnit } from '../internal/log1p.js';
import { decay, sigmoid } from './sigmoid.js';

/** log1p(exp(-|x|)): how far softplus is above max(x, 0). */
export function softplusExcess(x: Tensor): Tensor {
  return log1pOfUnit(decay(x));
}

/** log(1 + exp(x)), positive; gradient sigmoid(x). Infinity gives Infinity, -Infinity gives 0. */
export const softplus = unary(
  'softplus',
  (x) => tf.add(tf.relu(x), softplusExcess(x)),
  (x) => sigmoid(x),
);

/** log(1 + exp(x)): `softplus` by the name of the numerical literature. */
export const log1pexp = softplus;
