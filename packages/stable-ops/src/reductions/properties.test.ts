import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as ops from '../index.js';
import { describeBackends } from '../test-support/backends.js';

/** Finite numbers: huge, tiny, and ordinary. The subnormal ones are left out: TensorFlow has none. */
const hard = fc
  .oneof(
    fc.constantFrom(0, 1, -1, 1e-30, -1e-30, 1e30, -1e30, 3e38, -3e38, 88.8, -104, 2 ** -126),
    fc.float({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 }),
    fc.integer({ min: -20, max: 20 }),
  )
  .map((x) => (Math.abs(x) < 2 ** -126 ? 0 : Math.fround(x)));
const infinite = fc.oneof({ weight: 4, arbitrary: hard }, fc.constantFrom(Infinity, -Infinity));
const vector = (element: fc.Arbitrary<number>) =>
  fc.oneof(
    fc.array(element, { minLength: 1, maxLength: 8 }),
    // Ties and constants.
    fc.tuple(element, fc.integer({ min: 1, max: 6 })).map(([x, n]) => new Array<number>(n).fill(x)),
    fc.array(element, { minLength: 1, maxLength: 4 }).map((xs) => [...xs, ...xs]),
  );
const fixed = { seed: 6, numRuns: 150 };

type Function1 = (x: tf.Tensor) => tf.Tensor;
const numbers = (compute: () => tf.Tensor) => Array.from(tf.tidy(compute).dataSync());
const value = (f: Function1, xs: readonly number[]) => numbers(() => f(tf.tensor1d([...xs])));
const gradient = (f: Function1, xs: readonly number[]) =>
  numbers(() => tf.grad((x) => tf.sum(f(x)))(tf.tensor1d([...xs])));
const near = (got: number, want: number, relative: number, absolute = 2 ** -120) => {
  const rounded = Math.fround(want);
  const apart = Math.abs(got - want);
  const edge = Math.abs(want) > 3.4e38 && Math.abs(got) > 3.4e38;
  return Object.is(got, rounded) || edge || apart <= relative * Math.abs(want) + absolute;
};
const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

function logSumExp(xs: readonly number[]): number {
  const top = Math.max(...xs);
  return Math.abs(top) === Infinity ? top : top + Math.log(sum(xs.map((x) => Math.exp(x - top))));
}

describeBackends('reductions of hard numbers', () => {
  test('logSumExp is that of float64, and its gradient is made of shares', () => {
    fc.assert(
      fc.property(vector(infinite), (xs) => {
        const want = logSumExp(xs);
        const shares = gradient((x) => ops.logSumExp(x), xs);
        const total = xs.every((x) => x === -Infinity) ? 0 : 1;
        return (
          near(value((x) => ops.logSumExp(x), xs)[0]!, want, 4e-6, 4e-6) &&
          near(sum(shares), total, 1e-5) &&
          shares.every((share) => share >= 0 && share <= 1)
        );
      }),
      fixed,
    );
  });

  test('softmax sums to 1, is ordered as its logits, and the same for ties', () => {
    fc.assert(
      fc.property(vector(infinite), (xs) => {
        const shares = value((x) => ops.softmax(x), xs);
        const total = xs.every((x) => x === -Infinity) ? 0 : 1;
        const ordered = xs.every((x, i) =>
          xs.every((other, j) => (x < other ? shares[i]! <= shares[j]! : true)),
        );
        const ties = xs.every((x, i) => shares[xs.indexOf(x)] === shares[i]);
        return near(sum(shares), total, 1e-5) && ordered && ties;
      }),
      fixed,
    );
  });

  test('logSoftmax is finite for finite logits less than float32 apart, value and gradient', () => {
    fc.assert(
      fc.property(vector(hard), (xs) => {
        const spread = Math.max(...xs) - Math.min(...xs);
        if (spread > 3.4e38) return true;
        const got = [ops.logSoftmax, ops.softmax].flatMap((f) => [
          ...value((x) => f(x), xs),
          ...gradient((x) => tf.square(f(tf.mul(x, 1e-20))), xs),
        ]);
        return got.every(Number.isFinite);
      }),
      fixed,
    );
  });

  test('norms are those of float64, and the gradient of the Euclidean one has length 1 or 0', () => {
    fc.assert(
      fc.property(vector(hard), (xs) => {
        const sizes = xs.map(Math.abs);
        const slope = gradient((x) => ops.norm(x), xs);
        const length = Math.hypot(...slope);
        return (
          near(value((x) => ops.norm(x), xs)[0]!, Math.hypot(...xs), 2e-6) &&
          near(value((x) => ops.norm(x, 1), xs)[0]!, sum(sizes), 2e-6) &&
          near(value((x) => ops.norm(x, Infinity), xs)[0]!, Math.max(...sizes), 0) &&
          near(length, sizes.every((x) => x === 0) ? 0 : 1, 1e-5)
        );
      }),
      fixed,
    );
  });

  test('a constant has deviation 0 and gradient 0, whatever the constant', () => {
    fc.assert(
      fc.property(hard, fc.integer({ min: 1, max: 9 }), (x, n) => {
        const xs = new Array<number>(n).fill(x);
        const zero = [ops.variance, ops.standardDeviation, ops.standardize].flatMap((f) => [
          ...value((t) => f(t), xs),
          ...gradient((t) => f(t), xs),
        ]);
        return zero.every((one) => one === 0);
      }),
      fixed,
    );
  });

  test('the variance does not change when a whole number is added', () => {
    const wholes = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(wholes, fc.integer({ min: -1e6, max: 1e6 }), (xs, shift) => {
        const mean = sum(xs) / xs.length;
        const want = sum(xs.map((x) => (x - mean) ** 2)) / xs.length;
        const moved = xs.map((x) => x + shift);
        return near(value((x) => ops.variance(x), moved)[0]!, want, 1e-5, 1e-9);
      }),
      fixed,
    );
  });

  test('logProd, geometricMean and meanOfSquares are those of float64', () => {
    const positive = hard.map(Math.abs).filter((x) => x > 0);
    fc.assert(
      fc.property(vector(positive), (xs) => {
        const logs = sum(xs.map(Math.log));
        const squares = sum(xs.map((x) => x * x)) / xs.length;
        const scale = sum(xs.map((x) => Math.abs(Math.log(x))));
        return (
          near(value((x) => ops.logProd(x), xs)[0]!, logs, 0, 1e-6 * (1 + scale)) &&
          near(value((x) => ops.geometricMean(x), xs)[0]!, Math.exp(logs / xs.length), 4e-5) &&
          near(value((x) => ops.meanOfSquares(x), xs)[0]!, squares, 1e-5)
        );
      }),
      fixed,
    );
  });

  test('NaN stays in its own row', () => {
    const all: readonly Function1[] = [
      (x) => ops.logSumExp(x, 1),
      (x) => ops.norm(x, 2, 1),
      (x) => ops.variance(x, 1),
      (x) => ops.standardDeviation(x, 1),
      (x) => ops.logProd(x, 1),
      (x) => ops.meanOfSquares(x, 1),
    ];
    for (const operation of all) {
      const rows = () =>
        tf.tensor2d([
          [1, NaN, 2],
          [1, 2, 3],
        ]);
      expect(numbers(() => operation(rows())).map(Number.isNaN)).toEqual([true, false]);
      const slopes = numbers(() => tf.grad((x) => tf.sum(operation(x)))(rows()));
      expect(slopes.slice(3).every(Number.isFinite)).toBe(true);
      expect(slopes[1]).toBeNaN();
    }
  });
});
