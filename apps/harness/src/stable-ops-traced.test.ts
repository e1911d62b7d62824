/**
 * Stable operations, value and gradient, through the tracer: the graph that is recorded, simplified
 * and evaluated gives what eager tfjs gives, at ordinary points and at those where the textbook
 * formula breaks.
 */
import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { evaluate, simplify, trace, verify } from '@brink/graph';
import * as ops from '@brink/stable-ops';
import { beforeAll, expect, test } from 'vitest';

type Operation = (x: tf.Tensor) => tf.Tensor;

const points = [0, -0, 0.3, 0.75, 1, -1.5, 20, -104, 200, 3e19, -3e19, Infinity, -Infinity, NaN];

const other = () => tf.tensor1d(points.map((_, i) => (i % 3) - 1));
const mask = () => tf.tensor1d(points.map((x) => (Math.abs(x) < 100 ? 1 : 0)));

const operations: Readonly<Record<string, Operation>> = {
  sigmoid: ops.sigmoid,
  tanh: ops.tanh,
  logSigmoid: ops.logSigmoid,
  softplus: ops.softplus,
  log1p: ops.log1p,
  log1mexp: ops.log1mexp,
  logit: ops.logit,
  logcosh: ops.logcosh,
  xlogy: (x) => ops.xlogy(other(), x),
  xlog1py: (x) => ops.xlog1py(other(), x),
  entr: ops.entr,
  safeLog: (x) => ops.safeLog(x),
  safeSqrt: ops.safeSqrt,
  cbrt: ops.cbrt,
  safeDivide: (x) => ops.safeDivide(2, x),
  divideNoNan: (x) => ops.divideNoNan(2, x),
  safePow: (x) => ops.safePow(x, tf.scalar(1.5)),
  reciprocal: ops.reciprocal,
  hypot: (x) => ops.hypot(x, other()),
  atan2: (x) => ops.atan2(x, other()),
  sinc: ops.sinc,
  huber: (x) => ops.huber(x),
  pseudoHuber: (x) => ops.pseudoHuber(x),
  abs: ops.abs,
  clip: (x) => ops.clip(x, -1, 1),
  logSumExp: (x) => ops.logSumExp(x),
  logAddExp: (x) => ops.logAddExp(x, other()),
  softmax: (x) => ops.softmax(x),
  logSoftmax: (x) => ops.logSoftmax(x),
  maskedSoftmax: (x) => ops.maskedSoftmax(x, mask()),
  norm: (x) => ops.norm(x),
  normalize: (x) => ops.normalize(x),
  standardize: (x) => ops.standardize(x),
  standardDeviation: (x) => ops.standardDeviation(x),
  maskedMean: (x) => ops.maskedMean(x, mask()),
  sigmoidCrossEntropy: (x) => ops.sigmoidCrossEntropy(mask(), x, mask()),
  softmaxCrossEntropy: (x) => ops.softmaxCrossEntropy(mask(), x),
  clipByGlobalNorm: (x) => ops.clipByGlobalNorm([x], 1).gradients[0]!,
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const both = (operation: Operation) => (x: tf.Tensor) => ({
  value: operation(x),
  gradient: tf.grad((input) => tf.sum(operation(input)))(x),
});

function traced(operation: Operation, xs: readonly number[]): Record<string, number[]> {
  const graph = simplify(
    trace({
      inputs: { x: { shape: [xs.length], dtype: 'float' } },
      run: ({ x }) => both(operation)(x!),
    }),
    { precision: 'float32' },
  );
  verify(graph);
  const outputs = evaluate(graph, { x: xs }, { precision: 'float32' });
  return Object.fromEntries(Object.entries(outputs).map(([name, v]) => [name, Array.from(v)]));
}

function eager(operation: Operation, xs: readonly number[]): Record<string, number[]> {
  const results = tf.tidy(() => both(operation)(tf.tensor1d([...xs])));
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => [name, Array.from(tensor.dataSync())]),
  );
}

/** Functions of Math are rounded at other places than tfjs's kernels: a few units apart. */
function expectNear(got: readonly number[], want: readonly number[], what: string): void {
  expect(got.length, what).toBe(want.length);
  got.forEach((x, i) => {
    const y = want[i]!;
    const near = Object.is(x, y) || x === y || Math.abs(x - y) <= 1e-5 * Math.abs(y) + 1e-37;
    expect(near, `${what} at element ${String(i)}: traced ${String(x)}, eager ${String(y)}`).toBe(
      true,
    );
  });
}

test.each(Object.entries(operations))(
  '%s traces to what eager tfjs computes',
  (name, operation) => {
    const [got, want] = [traced(operation, points), eager(operation, points)];
    expectNear(got.value!, want.value!, `${name} value`);
    expectNear(got.gradient!, want.gradient!, `${name} gradient`);
  },
);

test.each(['logSumExp', 'softmax', 'logSoftmax', 'norm', 'normalize', 'standardDeviation'])(
  '%s of finite numbers alone traces to what eager tfjs computes',
  (name) => {
    const operation = operations[name]!;
    const xs = [0.5, -2, 3, 200, -104];
    const [got, want] = [traced(operation, xs), eager(operation, xs)];
    expectNear(got.value!, want.value!, `${name} value`);
    expectNear(got.gradient!, want.gradient!, `${name} gradient`);
    expect(got.value!.every(Number.isFinite)).toBe(true);
  },
);
