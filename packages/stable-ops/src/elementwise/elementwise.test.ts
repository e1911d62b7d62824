import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeBackends, type Backend } from '../test-support/backends.js';
import { ulpsApart } from '../contract/units.js';
import { unaryCases, type UnaryCase } from '../contract/unary-cases.js';

type Function1 = (x: tf.Tensor) => tf.Tensor;

function numbers(compute: () => tf.Tensor): number[] {
  return Array.from(tf.tidy(compute).dataSync());
}

function evaluate(operation: Function1, xs: readonly number[]): number[] {
  return numbers(() => operation(tf.tensor1d([...xs])));
}

const slopeOf = (operation: Function1) => (x: tf.Tensor) =>
  tf.grad((input) => tf.sum(operation(input)))(x);

/** The points as stated, in float32; without the subnormal ones where a backend has none. */
function pointsOf({ points }: UnaryCase, backend: Backend): UnaryCase['points'] {
  const subnormal = (x: number) => x !== 0 && Math.abs(x) < 2 ** -126;
  return points.filter((point) => !backend.flushesSubnormals || !point.some(subnormal));
}

function ordinaryPoints([low, high]: readonly [number, number]): number[] {
  return Array.from({ length: 201 }, (_, i) =>
    Math.fround(low + ((high - low) * (i + 0.37)) / 201),
  );
}

/** Stated to three digits or more: 1e-6 relative, and one subnormal. */
function expectStated(got: number, want: number, where: string): void {
  const rounded = Math.fround(want);
  const close =
    Object.is(got, rounded) ||
    got === rounded ||
    Math.abs(got - want) <= Math.abs(want) * 1e-6 + 2 ** -148;
  expect(close, `${where}: got ${String(got)}, stated ${String(want)}`).toBe(true);
}

describeBackends('element-wise operations', (backend) => {
  test.each(unaryCases)('$name gives its stated value at every trap point', (one) => {
    const points = pointsOf(one, backend);
    const got = evaluate(
      one.operation,
      points.map(([x]) => x),
    );
    points.forEach(([x, value], i) => {
      expectStated(got[i]!, value, `${one.name}(${String(x)})`);
    });
  });

  test.each(unaryCases)('$name gives its stated gradient at every trap point', (one) => {
    const points = pointsOf(one, backend);
    const got = evaluate(
      slopeOf(one.operation),
      points.map(([x]) => x),
    );
    points.forEach(([x, , gradient], i) => {
      expectStated(got[i]!, gradient, `${one.name}'(${String(x)})`);
    });
  });

  test.each(unaryCases)('$name gives NaN for NaN, and nothing to its neighbours', (one) => {
    const xs = [0.3, NaN, 0.4];
    const [value, slope] = [one.operation, slopeOf(one.operation)].map((f) => evaluate(f, xs));
    expect(value!.map(Number.isNaN)).toEqual([false, true, false]);
    expect(slope!.map(Number.isNaN)).toEqual([false, true, false]);
  });

  test.each(unaryCases)('$name and its gradient are accurate at ordinary points', (one) => {
    const xs = ordinaryPoints(one.range);
    const value = evaluate(one.operation, xs);
    const slope = evaluate(slopeOf(one.operation), xs);
    const worst = (got: number[], want: (x: number) => number) =>
      Math.max(...xs.map((x, i) => ulpsApart(got[i]!, want(x))));
    expect(worst(value, one.value)).toBeLessThanOrEqual(one.ulps);
    expect(worst(slope, one.slope)).toBeLessThanOrEqual(one.ulps);
  });

  test('sinc has the second derivative 0 at ±Infinity, as its limit', () => {
    const second = slopeOf(slopeOf(unaryCases.find(({ name }) => name === 'sinc')!.operation));
    expect(evaluate(second, [Infinity, -Infinity]).map(Math.abs)).toEqual([0, 0]);
  });

  test.each(unaryCases)('$name has the right second derivative', (one) => {
    const xs = ordinaryPoints(one.range);
    const second = evaluate(slopeOf(slopeOf(one.operation)), xs);
    xs.forEach((x, i) => {
      const want = one.second(x);
      expect(Math.abs(second[i]! - want)).toBeLessThanOrEqual(Math.abs(want) * 2e-5 + 1e-37);
    });
  });

  test.each(unaryCases)('$name leaves no tensor behind', (one) => {
    const x = tf.tensor1d([0.1, 0.4, 0.7]);
    const before = tf.memory().numTensors;
    one.operation(x).dispose();
    slopeOf(one.operation)(x).dispose();
    slopeOf(slopeOf(one.operation))(x).dispose();
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });
});
