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
import { keepNaN } from '../internal/select.js';
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

function hypotValue(x: Tensor, y: Tensor): Tensor {
  const scale = scaleOf(x, y);
  const squares = tf.add(tf.square(tf.mul(x, scale)), tf.square(tf.mul(y, scale)));
  return tf.div(tf.sqrt(squares), scale);
}

/** sqrt(x^2 + y^2); NaN where either is NaN. The arguments broadcast. */
export const hypot: Binary = binary('hypot', ['x', 'y'], hypotValue, (x, y, dy) => [
  tf.mul(dy, direction(x, y)),
  tf.mul(dy, direction(y, x)),
]);

/** x / hypot(x, y): the cosine of the angle. */
export const direction: (x: Tensor, y: Tensor) => Tensor = differentiableBinary(
  (x, y) => {
    const scale = scaleOf(x, y);
    const [a, b] = [component(x, y, scale), component(y, x, scale)];
    const fitted = tf.sqrt(tf.add(tf.square(a), tf.square(b)));
    const length = hypotValue(x, y);
    // Scaling down may take a small x to 0: where the length is an ordinary number, divide by it.
    const ordinary = tf.logicalAnd(tf.greater(length, 2 ** -100), tf.less(length, Infinity));
    const cosine = tf.where(ordinary, tf.div(x, length), tf.div(a, fitted));
    return tf.where(tf.equal(fitted, 0), tf.zerosLike(cosine), cosine);
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

/** x scaled; where either is infinite, ±1 for the infinite ones and 0 for the others. */
function component(x: Tensor, other: Tensor, scale: Tensor): Tensor {
  const fitted = tf.mul(x, scale);
  const beside = tf.where(
    tf.equal(tf.add(tf.abs(other), tf.zerosLike(fitted)), Infinity),
    keepNaN(fitted),
    fitted,
  );
  const sign = tf.where(tf.less(fitted, 0), tf.fill(fitted.shape, -1), tf.onesLike(fitted));
  return tf.where(tf.equal(tf.abs(fitted), Infinity), sign, beside);
}

/**
 * The angle of the point (x, y), in -pi..pi. The argument order is that of `tf.atan2`; the
 * arguments broadcast.
 */
export const atan2: Binary = binary(
  'atan2',
  ['a', 'b'],
  (y, x) => {
    // Only small arguments: TensorFlow's atan2 is NaN for two subnormal numbers, and scaling down
    // may take one to 0.
    const scale = tf.maximum(scaleOf(x, y), 1);
    return tf.atan2(tf.mul(y, scale), tf.mul(x, scale));
  },
  (y, x, dy) => {
    const inverse = divideNoNan(dy, hypot(x, y));
    return [tf.mul(inverse, direction(x, y)), tf.neg(tf.mul(inverse, direction(y, x)))];
  },
);
