import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeBackends, type Backend } from '../test-support/backends.js';
import { ulpsApart } from '../contract/units.js';
import { binaryCases, type BinaryCase } from '../test-support/binary.cases.js';

interface Results {
  readonly value: number[];
  readonly slopes: readonly [number[], number[]];
}

type Function2 = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

function evaluate(operation: Function2, as: readonly number[], bs: readonly number[]): Results {
  return tf.tidy(() => {
    const [a, b] = [tf.tensor1d([...as]), tf.tensor1d([...bs])];
    const [da, db] = tf.grads((x, y) => tf.sum(operation(x, y)))([a, b]);
    return {
      value: Array.from(operation(a, b).dataSync()),
      slopes: [Array.from(da!.dataSync()), Array.from(db!.dataSync())],
    } as unknown as tf.TensorContainer;
  }) as unknown as Results;
}

const subnormal = (x: number) => x !== 0 && Math.abs(x) < 2 ** -126;

function pointsOf({ points }: BinaryCase, backend: Backend): BinaryCase['points'] {
  return points.filter((point) => !backend.flushesSubnormals || !point.some(subnormal));
}

function expectStated(got: number, want: number, where: string): void {
  const rounded = Math.fround(want);
  const slack = Math.abs(want) * 2e-6 + 2 ** -148;
  const close = Object.is(got, rounded) || got === rounded || Math.abs(got - want) <= slack;
  expect(close, `${where}: got ${String(got)}, stated ${String(want)}`).toBe(true);
}

/** Numbers of every size, with the hard ones among them. */
const hardNumbers = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.5, 2, 1e-30, -1e-30, 1e30, 88.8, -104, 2 ** -126, 3e38, -3e38),
  fc.float({
    noNaN: true,
    noDefaultInfinity: true,
    min: Math.fround(-1e30),
    max: Math.fround(1e30),
  }),
  fc.float({ noNaN: true, min: -50, max: 50 }),
  fc.integer({ min: 10, max: 500 }).map((n) => n / 10),
);

describeBackends('element-wise operations of two arguments', (backend) => {
  test.each(binaryCases)('$name gives its stated value and gradients at trap points', (one) => {
    const points = pointsOf(one, backend);
    const got = evaluate(
      one.operation,
      points.map(([a]) => a),
      points.map(([, b]) => b),
    );
    points.forEach(([a, b, value, da, db], i) => {
      const at = `(${String(a)}, ${String(b)})`;
      expectStated(got.value[i]!, value, `${one.name}${at}`);
      expectStated(got.slopes[0][i]!, da, `d/da ${one.name}${at}`);
      expectStated(got.slopes[1][i]!, db, `d/db ${one.name}${at}`);
    });
  });

  test.each(binaryCases)('$name gives NaN where either argument is NaN', (one) => {
    const { value } = evaluate(one.operation, [NaN, 0, NaN, 2, 3], [1, NaN, NaN, NaN, 2]);
    expect(value.map(Number.isNaN)).toEqual([true, true, true, true, false]);
  });

  test.each(binaryCases)('$name agrees with float64 for hard numbers', (one) => {
    const pairs = fc
      .sample(fc.tuple(hardNumbers, hardNumbers), { numRuns: 3000, seed: 6 })
      .map(([a, b]) => [Math.fround(a), Math.fround(b)] as const)
      .filter(([a, b]) => one.holds(a, b) && !subnormal(a) && !subnormal(b));
    expect(pairs.length).toBeGreaterThan(30);
    const got = evaluate(
      one.operation,
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    );
    pairs.forEach(([a, b], i) => {
      const wants = [one.value(a, b), ...one.slopes(a, b)];
      const gots = [got.value[i]!, got.slopes[0][i]!, got.slopes[1][i]!];
      wants.forEach((want, which) => {
        // Results at the very edge of the range round either way.
        if (Math.abs(want) < 2 ** -120 || Math.abs(want) > 2 ** 126) return;
        const off = ulpsApart(gots[which]!, want);
        const what = `${one.name}(${String(a)}, ${String(b)}) output ${String(which)}`;
        expect(
          off,
          `${what}: got ${String(gots[which])}, want ${String(want)}`,
        ).toBeLessThanOrEqual(one.ulps);
      });
    });
  });

  test.each(binaryCases)('$name sums its gradients over broadcast dimensions', (one) => {
    tf.tidy(() => {
      const a = tf.tensor2d([[3], [4]]);
      const b = tf.tensor1d([1, 1.5, 2]);
      const [da, db] = tf.grads((x, y) => tf.sum(one.operation(x, y)))([a, b]);
      const wide = tf.mul(tf.onesLike(one.operation(a, b)), a);
      const tall = tf.mul(tf.onesLike(wide), b);
      const [dWide, dTall] = tf.grads((x, y) => tf.sum(one.operation(x, y)))([wide, tall]);
      const expected = [tf.sum(dWide!, 1, true), tf.sum(dTall!, 0)];
      expect(da!.shape).toEqual([2, 1]);
      expect(db!.shape).toEqual([3]);
      [da!, db!].forEach((gradient, i) => {
        const apart = tf.max(tf.abs(tf.sub(gradient, expected[i]!))).dataSync()[0]!;
        expect(apart).toBeLessThan(1e-4 * (1 + tf.max(tf.abs(gradient)).dataSync()[0]!));
      });
    });
  });

  test.each(binaryCases)('$name has the right second derivatives', (one) => {
    tf.tidy(() => {
      const [a, b] = [tf.tensor1d([3, 5, 4.5]), tf.tensor1d([1.5, 2, 2.75])];
      const slope = (which: 0 | 1) => (x: tf.Tensor, y: tf.Tensor) =>
        tf.grads((u, v) => tf.sum(one.operation(u, v)))([x, y])[which]!;
      for (const which of [0, 1] as const) {
        // The gradient may be constant in one of them; tfjs wants both connected to the result.
        const second = tf.grads((x, y) =>
          tf.add(tf.sum(slope(which)(x, y)), tf.mul(tf.sum(tf.add(x, y)), 0)),
        )([a, b]);
        const step = 1e-3;
        const numeric = (x: number, y: number) => [
          (one.slopes(x + step, y)[which] - one.slopes(x - step, y)[which]) / (2 * step),
          (one.slopes(x, y + step)[which] - one.slopes(x, y - step)[which]) / (2 * step),
        ];
        const [as, bs] = [a.dataSync(), b.dataSync()];
        second.forEach((tensor, along) => {
          tensor.dataSync().forEach((got, i) => {
            const want = numeric(as[i]!, bs[i]!)[along]!;
            expect(Math.abs(got - want)).toBeLessThan(1e-4 * (1 + Math.abs(want)));
          });
        });
      }
    });
  });

  test.each(binaryCases)('$name leaves no tensor behind', (one) => {
    const [a, b] = [tf.tensor1d([3, 4]), tf.scalar(2)];
    const before = tf.memory().numTensors;
    one.operation(a, b).dispose();
    tf.dispose(tf.grads((x, y) => tf.sum(one.operation(x, y)))([a, b]));
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([a, b]);
  });
});
