/**
 * sinc(x) = sin(pi x) / (pi x), 1 at 0.
 *
 * The naive quotient is 0 / 0 = NaN at 0, value and gradient; near 0 its gradient
 * (cos(pi x) - sinc(x)) / x has lost all digits; and sin(pi x) for large x sees only the rounding
 * error of pi x. Here x is first reduced to its distance from the nearest integer, which is exact.
 *
 * Derivatives: with s_0 = sinc and s_(n+1) = s_n' / x, which are even and smooth,
 * s_(n+1) = -(pi^2 s_(n-1) + (2n + 1) s_n) / x^2 (the recurrence of the spherical Bessel
 * functions), and below |x| = 1, where that cancels, the power series.
 *
 * Source: NIST Digital Library of Mathematical Functions, 10.51.1 and 10.53.1.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { differentiable, unary } from '../internal/custom.js';
import { constant } from '../internal/select.js';

/** sin(pi x) / (pi x) as numpy and JAX define it; gradient 0 at 0, both 0 at ±Infinity. */
export const sinc = unary('sinc', sincValue, (x) => sincSlope(finite(x)));

/** (cos(pi x) - sinc(x)) / x; its own derivative is s_1 + x^2 s_2. */
const sincSlope = differentiable(
  (x) => {
    const far = tf.div(tf.sub(cosinePi(x), sincValue(x)), x);
    return tf.where(tf.less(tf.abs(x), 1), tf.mul(x, orderValue(1, x)), far);
  },
  (x) => tf.add(sincOrder(1)(x), tf.mul(x, tf.mul(x, sincOrder(2)(x)))),
);

/** Terms of the series: at |x| = 1 the last is below 1e-9 of the first. */
const seriesTerms = 14;

function sincOrder(order: number): (x: Tensor) => Tensor {
  return differentiable(
    (x) => orderValue(order, x),
    (x) => tf.mul(x, sincOrder(order + 1)(x)),
  );
}

function orderValue(order: number, x: Tensor): Tensor {
  if (order === 0) return sincValue(x);
  const far = farOrder(order, x);
  const inside = tf.less(tf.abs(x), 1);
  const near = series(order, tf.square(tf.where(inside, x, tf.zerosLike(x))));
  return tf.where(inside, near, far);
}

/** The recurrence, from 1 on, where it loses few digits. */
function farOrder(order: number, x: Tensor): Tensor {
  let [before, current] = [sincValue(x), sincValue(x)];
  const inverse = tf.div(1, x);
  for (let n = 0; n < order; n++) {
    const lower = n === 0 ? cosinePi(x) : tf.mul(before, Math.PI ** 2);
    const sum =
      n === 0 ? tf.sub(lower, current) : tf.neg(tf.add(lower, tf.mul(current, 2 * n + 1)));
    [before, current] = [current, tf.mul(tf.mul(sum, inverse), inverse)];
  }
  return current;
}

/** The sum over k of (-1)^(k+n) pi^(2(k+n)) / (2(k+n) + 1)! * 2(k+n) ... 2(k+1) * x^(2k). */
function series(order: number, square: Tensor): Tensor {
  const coefficients = Array.from({ length: seriesTerms }, (_, k) => coefficient(k + order, order));
  return coefficients.reduceRight<Tensor>(
    (sum, c) => tf.add(tf.mul(sum, square), c),
    tf.zerosLike(square),
  );
}

function coefficient(power: number, order: number): number {
  let value = 1;
  for (let i = 1; i <= power; i++) value *= -(Math.PI ** 2) / (2 * i * (2 * i + 1));
  for (let step = 0; step < order; step++) value *= 2 * (power - step);
  return value;
}

/** (-1)^n, and x - n, for the integer n nearest to x. */
function reduce(x: Tensor): { sign: Tensor; rest: Tensor } {
  const whole = tf.round(x);
  const odd = tf.sub(whole, tf.mul(tf.floor(tf.mul(whole, 0.5)), 2));
  return { sign: tf.sub(1, tf.mul(odd, 2)), rest: tf.sub(x, whole) };
}

function cosinePi(x: Tensor): Tensor {
  const { sign, rest } = reduce(x);
  // As a sine of the distance from the zero, which is exact: cos near pi / 2 sees the rounded pi.
  return tf.mul(sign, tf.sin(tf.mul(tf.sub(0.5, tf.abs(rest)), Math.PI)));
}

function sincValue(x: Tensor): Tensor {
  const { sign, rest } = reduce(x);
  // Of the size: wasm's sine of small negative numbers is off in the third digit.
  const size = tf.sin(tf.mul(tf.abs(rest), Math.PI));
  const signed = tf.mul(sign, tf.where(tf.less(rest, 0), tf.neg(size), size));
  const quotient = tf.div(signed, tf.mul(x, Math.PI));
  // Below 1e-4 the rounded result is 1, and wasm's sin of a subnormal number is 0.
  const inside = tf.where(tf.less(tf.abs(x), 1e-4), tf.onesLike(x), quotient);
  return tf.where(tf.equal(tf.abs(x), Infinity), tf.zerosLike(x), inside);
}

/** ±Infinity as 0, where it stands still: every derivative is 0 at both. */
const finite = differentiable(
  (x) => tf.where(tf.equal(tf.abs(x), Infinity), tf.zerosLike(x), x),
  constant((x) => tf.cast(tf.notEqual(tf.abs(x), Infinity), 'float32')),
);
