/**
 * log1p(x) = log(1 + x), accurate near 0 on every backend.
 *
 * The naive form, which is also what wasm computes for `tf.log1p`, is 0 for |x| < 6e-8.
 *
 * Source: see internal/log1p.ts.
 */
import * as tf from '@tensorflow/tfjs-core';
import { unary } from '../internal/custom.js';
import { log1pOf } from '../internal/log1p.js';
import { keepNaN } from '../internal/select.js';
import { differentiable } from '../internal/custom.js';
import { reciprocal } from './reciprocal.js';

/** log(1 + x): -Infinity at -1, NaN below, with the gradient 1 / (1 + x) (NaN below -1). */
export const log1p = unary('log1p', log1pOf, (x) => reciprocal(tf.add(inDomain(x), 1)));

/** NaN below -1, where there is no logarithm, so that the gradient says so too. */
const inDomain = differentiable(
  (x) => tf.where(tf.less(x, -1), tf.fill(x.shape, NaN), x),
  (x) => tf.add(tf.onesLike(x), keepNaN(x)),
);
