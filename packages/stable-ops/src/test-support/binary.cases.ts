/**
 * The contract of the element-wise operations of two arguments: [a, b, value, gradient in a,
 * gradient in b] at the trap points, and the mathematical functions for ordinary and hard points.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as ops from '../index.js';

export interface BinaryCase {
  readonly name: string;
  readonly operation: (a: Tensor, b: Tensor) => Tensor;
  /** [a, b, value, gradient in a, gradient in b]. */
  readonly points: readonly (readonly [number, number, number, number, number])[];
  readonly value: (a: number, b: number) => number;
  readonly slopes: (a: number, b: number) => readonly [number, number];
  /** Pairs for which value and slopes above hold. */
  readonly holds: (a: number, b: number) => boolean;
  /** Units in the last place that value and gradients may be off. */
  readonly ulps: number;
}

const e = Math.exp;
const log = Math.log;
const inf = Infinity;
const tiny = 2 ** -149;

export const binaryCases: readonly BinaryCase[] = [
  {
    name: 'divideNoNan',
    operation: ops.divideNoNan,
    points: [
      [1, 0, 0, 0, 0],
      [1, -0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [inf, 0, 0, 0, 0],
      [0, 2, 0, 0.5, 0],
      [1e-30, 1e-30, 1, 1e30, -1e30],
      [1e30, 1e30, 1, 1e-30, -1e-30],
      [1, inf, 0, 0, 0],
    ],
    value: (a, b) => a / b,
    slopes: (a, b) => [1 / b, -a / b / b],
    holds: (_a, b) => b !== 0,
    ulps: 4,
  },
  {
    name: 'xlogy',
    operation: ops.xlogy,
    points: [
      [0, 0, 0, 0, 0],
      [0, 2, 0, Math.LN2, 0],
      [0, inf, 0, 0, 0],
      [0, -1, 0, 0, 0],
      [1, 0, -inf, -inf, inf],
      [2, 1, 0, 0, 2],
      [1, tiny, log(tiny), log(tiny), inf],
    ],
    value: (x, y) => x * log(y),
    slopes: (x, y) => [log(y), x / y],
    holds: (x, y) => x !== 0 && y > 0,
    ulps: 6,
  },
  {
    name: 'xlog1py',
    operation: ops.xlog1py,
    points: [
      [0, -1, 0, 0, 0],
      [0, 1, 0, Math.LN2, 0],
      [0, -2, 0, 0, 0],
      [1, -1, -inf, -inf, inf],
      [1, 1e-8, 1e-8, 1e-8, 1],
      [1e30, 1e-30, 1, 1e-30, 1e30],
    ],
    value: (x, y) => x * Math.log1p(y),
    slopes: (x, y) => [Math.log1p(y), x / (1 + y)],
    // 1 + y is rounded in the gradient: near -1 that is all there is.
    holds: (x, y) => x !== 0 && y > -0.5,
    ulps: 6,
  },
  {
    name: 'safePow',
    operation: ops.safePow,
    points: [
      [0, 0, 1, 0, 0],
      [0, 0.5, 0, 0, 0],
      [0, 1, 0, 1, 0],
      [0, 2, 0, 0, 0],
      [0, -1, 0, 0, 0],
      [-2, 3, -8, 12, 0],
      [-2, 0.5, 0, 0, 0],
      [-1e-9, 0.5, 0, 0, 0],
      [2, 3, 8, 12, 8 * Math.LN2],
      [1, inf, 1, inf, 0],
      [1, -inf, 1, -inf, 0],
      [2, -148, 2 * tiny, -148 * tiny, 2 * tiny * Math.LN2],
    ],
    value: (a, b) => a ** b,
    slopes: (a, b) => [b * a ** (b - 1), a ** b * log(a)],
    holds: (a, b) => a > 0.01 && a < 100 && Math.abs(b) < 8,
    ulps: 64,
  },
  {
    name: 'hypot',
    operation: ops.hypot,
    points: [
      [0, 0, 0, 0, 0],
      [3, 4, 5, 0.6, 0.8],
      [3e30, 4e30, 5e30, 0.6, 0.8],
      [3e-30, -4e-30, 5e-30, 0.6, -0.8],
      [tiny, 0, tiny, 1, 0],
      [3e38, 3e38, inf, Math.SQRT1_2, Math.SQRT1_2],
      [inf, 1, inf, 1, 0],
      [1, -inf, inf, 0, -1],
      [inf, inf, inf, Math.SQRT1_2, Math.SQRT1_2],
    ],
    value: Math.hypot,
    slopes: (a, b) => [a / Math.hypot(a, b), b / Math.hypot(a, b)],
    holds: (a, b) => a !== 0 || b !== 0,
    ulps: 4,
  },
  {
    name: 'atan2',
    operation: ops.atan2,
    points: [
      [0, 0, 0, 0, 0],
      [0, 1, 0, 1, 0],
      [0, -1, Math.PI, -1, 0],
      [1, 0, Math.PI / 2, 0, -1],
      [3e30, 4e30, Math.atan2(3, 4), 0.8 / 5e30, -0.6 / 5e30],
      [3e-30, 4e-30, Math.atan2(3, 4), 0.8 / 5e-30, -0.6 / 5e-30],
      [1, inf, 0, 0, 0],
      [inf, 1, Math.PI / 2, 0, 0],
      [-1, -inf, -Math.PI, 0, 0],
      [inf, inf, Math.PI / 4, 0, 0],
    ],
    value: Math.atan2,
    slopes: (y, x) => {
      const h = Math.hypot(x, y);
      return [x / h / h, -y / h / h];
    },
    holds: (a, b) => a !== 0 || b !== 0,
    ulps: 8,
  },
  {
    name: 'logAddExp',
    operation: ops.logAddExp,
    points: [
      [0, 0, Math.LN2, 0.5, 0.5],
      [1000, 999, 1000 + Math.log1p(e(-1)), 1 / (1 + e(-1)), 1 / (1 + e(1))],
      [-1000, -1000, -1000 + Math.LN2, 0.5, 0.5],
      [-inf, -inf, -inf, 0, 0],
      [-inf, 3, 3, 0, 1],
      [inf, 3, inf, 1, 0],
      [inf, inf, inf, 0.5, 0.5],
      [inf, -inf, inf, 1, 0],
    ],
    value: (a, b) => Math.max(a, b) + Math.log1p(e(-Math.abs(a - b))),
    slopes: (a, b) => [1 / (1 + e(b - a)), 1 / (1 + e(a - b))],
    // Where the result is near 0 the parts cancel; where a - b is rounded, so is what follows.
    holds: (a, b) => a > 1 && b > 1 && a < 50 && b < 50,
    ulps: 40,
  },
  {
    name: 'logSubExp',
    operation: ops.logSubExp,
    points: [
      [2, 1, 2 + Math.log1p(-e(-1)), 1 / (1 - e(-1)), -1 / (e(1) - 1)],
      [1000, 0, 1000, 1, 0],
      [3, -inf, 3, 1, 0],
      [1, 1, -inf, inf, -inf],
      [1, 2, NaN, NaN, NaN],
      [inf, 3, inf, 1, 0],
    ],
    value: (a, b) => a + Math.log1p(-e(b - a)),
    slopes: (a, b) => [1 / (1 - e(b - a)), -1 / (e(a - b) - 1)],
    holds: (a, b) => a > 2 && b > 1 && a < 50 && b < a - 1,
    ulps: 40,
  },
];
