/**
 * hypot(x, y) = sqrt(x^2 + y^2) and atan2(y, x), for the whole range.
 *
 * The squares overflow from 1.8e19 on (the value is Infinity, the gradient 0 or NaN) and vanish
 * below 1e-23; at (0, 0) the gradients x / hypot and y / (x^2 + y^2) are 0 / 0 = NaN. Here both
 * arguments are first scaled by a power of two, which is exact.
 *
 * Conventions: both gradients are 0 at (0, 0). Where one argument is infinite, the gradients are
 * their limits: that of hypot is the sign of the infinite argument and 0 for the other, and where
 * both are, sign / sqrt(2).
 *
 * Source: IEEE 754-2019, section 9.2 (hypot, atan2; but NaN in means NaN out here).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { binary, differentiableBinary, type Binary } from '../internal/custom.js';
import { divideNoNan } from './divide.js';

/** A power of two by which both numbers fit: their squares neither overflow nor vanish. */
export function fittingScale(largest: Tensor): Tensor {
  const up = tf.where(
    tf.less(largest, 2 ** -40),
    tf.fill(largest.shape, 2 ** 90),
    tf.onesLike(largest),
  );
  return tf.where(tf.greater(largest, 2 ** 40), tf.fill(largest.shape, 2 ** -80), up);
}

function scaleOf(x: Tensor, y: Tensor): Tensor {
  return fittingScale(tf.maximum(tf.abs(x), tf.abs(y)));
}

/** sqrt(x^2 + y^2); NaN where either is NaN. The arguments broadcast. */
export const hypot: Binary = binary(
  'hypot',
  ['x', 'y'],
  (x, y) => {
    const scale = scaleOf(x, y);
    const squares = tf.add(tf.square(tf.mul(x, scale)), tf.square(tf.mul(y, scale)));
    return tf.div(tf.sqrt(squares), scale);
  },
  (x, y, dy) => [tf.mul(dy, direction(x, y)), tf.mul(dy, direction(y, x))],
);

/** x / hypot(x, y): the cosine of the angle. */
export const direction: (x: Tensor, y: Tensor) => Tensor = differentiableBinary(
  (x, y) => {
    const scale = scaleOf(x, y);
    const [a, b] = [bounded(tf.mul(x, scale)), bounded(tf.mul(y, scale))];
    const length = tf.sqrt(tf.add(tf.square(a), tf.square(b)));
    return tf.where(tf.equal(length, 0), tf.zerosLike(length), tf.div(a, length));
  },
  (x, y, dy) => {
    const across = direction(y, x);
    const inverse = divideNoNan(dy, hypot(x, y));
    return [
      tf.mul(inverse, tf.mul(across, across)),
      tf.neg(tf.mul(inverse, tf.mul(direction(x, y), across))),
    ];
  },
);

/** Infinity as a number whose square is finite and dwarfs every finite argument scaled by 2^-80. */
function bounded(x: Tensor): Tensor {
  const limit = tf.fill(x.shape, 2 ** 62);
  const low = tf.where(tf.equal(x, -Infinity), tf.neg(limit), x);
  return tf.where(tf.equal(x, Infinity), limit, low);
}

/**
 * The angle of the point (x, y), in -pi..pi. The argument order is that of `tf.atan2`; the
 * arguments broadcast.
 */
export const atan2: Binary = binary(
  'atan2',
  ['a', 'b'],
  (y, x) => {
    const scale = scaleOf(x, y);
    return tf.atan2(tf.mul(y, scale), tf.mul(x, scale));
  },
  (y, x, dy) => {
    const inverse = divideNoNan(dy, hypot(x, y));
    return [tf.mul(inverse, direction(x, y)), tf.neg(tf.mul(inverse, direction(y, x)))];
  },
);
