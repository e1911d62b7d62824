import * as tfl from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import * as ops from './index.js';
import { describeBackends } from './test-support/backends.js';

const numbers = (x: tf.Tensor) => Array.from(x.dataSync());

describeBackends('inside tfjs', () => {
  test('a tfjs-layers model trains with a stable loss where the built-in activation saturates', async () => {
    const model = tfl.sequential();
    const kernelInitializer = tfl.initializers.constant({ value: 300 });
    model.add(tfl.layers.dense({ units: 2, inputShape: [1], kernelInitializer }));
    model.compile({
      optimizer: tf.train.sgd(1),
      loss: (labels, logits) => ops.softmaxCrossEntropy(labels, logits),
    });
    const [x, y] = [
      tf.tensor2d([[1], [-1]]),
      tf.tensor2d([
        [1, 0],
        [0, 1],
      ]),
    ];
    const { history } = await model.fit(x, y, { epochs: 3, batchSize: 2, verbose: 0 });
    const losses = history.loss as number[];
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
  });

  test('tf.valueAndGrads gives the value and both gradients', () => {
    const { value, grads } = tf.valueAndGrads((a, b) => tf.sum(ops.hypot(a, b)))([
      tf.tensor1d([3, 0]),
      tf.tensor1d([4, 0]),
    ]);
    expect(numbers(value)).toEqual([5]);
    expect(grads.flatMap(numbers).map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.6, 0, 0.8, 0]);
  });

  test('integers, booleans, numbers and arrays are taken as tfjs takes them', () => {
    expect(numbers(ops.safeSqrt(tf.tensor1d([4, 9], 'int32')))).toEqual([2, 3]);
    expect(numbers(ops.softmax([0, 0]))).toEqual([0.5, 0.5]);
    expect(numbers(ops.abs(-2))).toEqual([2]);
    expect(numbers(ops.sigmoid(tf.tensor1d([0, 0], 'bool')))).toEqual([0.5, 0.5]);
  });

  test('what replaces a tfjs function gives the same at ordinary points', () => {
    const x = tf.tensor2d([
      [0.2, 0.7],
      [0.4, 0.3],
    ]);
    const z = tf.tensor2d([
      [0, 1],
      [1, 0],
    ]);
    const w = tf.tensor1d([1, 2]);
    const pairs: readonly (readonly [tf.Tensor, tf.Tensor])[] = [
      [ops.softmax(x, -1), tf.softmax(x, -1)],
      [ops.logSoftmax(x, -1), tf.logSoftmax(x, -1)],
      [ops.logSumExp(x, 1, true), tf.logSumExp(x, 1, true)],
      [ops.norm(x, 'euclidean', 1, true), tf.norm(x, 'euclidean', 1, true)],
      [ops.norm(x, 1, 0), tf.norm(x, 1, 0)],
      [ops.norm(x, Infinity, 0), tf.norm(x, Infinity, 0)],
      [ops.clipByValue(x, 0.25, 0.5), tf.clipByValue(x, 0.25, 0.5)],
      [ops.divideNoNan(x, z), tf.divNoNan(x, z)],
      [ops.atan2(x, z), tf.atan2(x, z)],
      [ops.softmaxCrossEntropy(z, x, w, 0.1), tf.losses.softmaxCrossEntropy(z, x, w, 0.1)],
      [ops.sigmoidCrossEntropy(z, x, z, 0.1), tf.losses.sigmoidCrossEntropy(z, x, z, 0.1)],
      [ops.logLoss(z, x, z), tf.losses.logLoss(z, x, z)],
      [
        ops.logLoss(z, x, z, 1e-7, tf.Reduction.MEAN),
        tf.losses.logLoss(z, x, z, 1e-7, tf.Reduction.MEAN),
      ],
    ];
    pairs.forEach(([ours, theirs], i) => {
      expect(ours.shape).toEqual(theirs.shape);
      const apart = tf.max(tf.abs(tf.sub(ours, theirs))).dataSync()[0]!;
      expect(apart, `pair ${String(i)}`).toBeLessThan(2e-6);
    });
  });
});

describe('errors', () => {
  test('name the operation, the argument, what it got and the repair', () => {
    const x = tf.zeros([2, 3]);
    expect(() => ops.logSumExp(x, 2)).toThrow(
      "stable-ops: logSumExp: argument 'axis' must lie in -2..1 for shape [2,3], got 2; choose an axis that the tensor has",
    );
    expect(() => ops.hypot(x, tf.zeros([2]))).toThrow(
      /argument 'y' must broadcast with shape \[2,3\], got shape \[2\]/,
    );
    expect(() => ops.softmaxCrossEntropy(tf.zeros([2]), x)).toThrow(
      /'onehotLabels' must have the shape \[2,3\]/,
    );
    expect(() => ops.norm(tf.zeros([0]))).toThrow(/must not be empty/);
    expect(() => ops.clip(x, 2, 1)).toThrow(/swap the bounds/);
    expect(() => ops.safeDivide(1, x, 0)).toThrow(/'epsilon' must be positive/);
    expect(() => ops.pairwiseDistance(x, tf.zeros([2, 2]))).toThrow(/rows are as long/);
  });

  const matrix = () => tf.zeros([2, 3]);
  const wrong: readonly (readonly [string, () => unknown, string])[] = [
    [
      'no tensor',
      () => ops.sigmoid(undefined as unknown as number),
      "sigmoid: argument 'x' must be a tensor, a number or arrays of numbers, got undefined",
    ],
    [
      'an axis by its name in tfjs',
      () => ops.softmax(matrix(), 5),
      "softmax: argument 'dim' must lie in -2..1 for shape [2,3], got 5",
    ],
    [
      'an axis of a single number',
      () => ops.logSumExp(1, 0),
      "logSumExp: argument 'axis' must be left out for a single number, got 0",
    ],
    [
      'a mask of another shape',
      () => ops.maskedSoftmax(matrix(), [1, 1, 0, 0]),
      "maskedSoftmax: argument 'mask' must broadcast with shape [2,3], got shape [4]",
    ],
    [
      'a missing bound',
      () => ops.clip(matrix(), 0, undefined as unknown as number),
      "clip: argument 'clipValueMax' must be a number, got undefined",
    ],
    [
      'an unknown reduction',
      () => ops.softmaxCrossEntropy(matrix(), matrix(), undefined, 0, 9 as tf.Reduction),
      "softmaxCrossEntropy: argument 'reduction' must be one of tf.Reduction, got 9",
    ],
    [
      'class numbers for other rows',
      () => ops.sparseSoftmaxCrossEntropy([0, 1, 2], matrix()),
      "sparseSoftmaxCrossEntropy: argument 'labels' must have the shape [2] for logits of shape [2,3], got shape [3]",
    ],
    [
      'a negative focus',
      () => ops.sigmoidFocalCrossEntropy(matrix(), matrix(), 0.25, -1),
      "sigmoidFocalCrossEntropy: argument 'gamma' must be 0 or more, and finite, got -1",
    ],
    [
      'a share above 1',
      () => ops.softmaxFocalCrossEntropy(matrix(), matrix(), 2),
      "softmaxFocalCrossEntropy: argument 'alpha' must lie in 0..1, got 2",
    ],
    [
      'a tensor for a list of gradients',
      () => ops.clipByGlobalNorm(matrix() as unknown as tf.Tensor[], 1),
      "clipByGlobalNorm: argument 'gradients' must be a list of at least one tensor, got no list",
    ],
    [
      'an empty list of gradients',
      () => ops.unscaleGradients([], ops.initialLossScale(2)),
      "unscaleGradients: argument 'gradients' must be a list of at least one tensor, got []",
    ],
    [
      'no seed',
      () => ops.glorotUniform([2, 3], undefined as unknown as { seed: number }),
      "glorotUniform: argument 'seed' must be an integer, got undefined; pass for example { seed: 1 }",
    ],
  ];

  test.each(wrong)('of %s say so', (_, call, message) => {
    expect(call).toThrow(ops.StableOpsError);
    expect(call).toThrow(message);
  });

  test('are StableOpsErrors with fields', () => {
    try {
      ops.huber(1, -1);
    } catch (error) {
      expect(error).toBeInstanceOf(ops.StableOpsError);
      expect(error).toMatchObject({ operation: 'huber', argument: 'delta', received: '-1' });
    }
    expect.assertions(2);
  });
});
