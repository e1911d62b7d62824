/** Healthy trainings, among them those that look ill: `watch`, its rules and `blame` find nothing. */
import * as tf from '@tensorflow/tfjs';
import { afterEach, expect, it } from 'vitest';
import { blame, blameSync, type BlameOptions } from '../blame/blame.js';
import { reportText } from '../blame/text.js';
import { findingText } from '../rules/finding.js';
import { describeBackends } from '../test-support/backends.js';
import { watchCallback } from './callback.js';
import { watch } from './watch.js';

afterEach(() => {
  tf.disposeVariables();
});

/** Ten classes of 8 x 8 pictures, 0 to 1: a bright line for each class, and noise. */
function digits(count: number) {
  const noise = tf.randomUniform([count, 8, 8, 1], 0, 0.3, 'float32', 1).dataSync();
  const labels = Int32Array.from({ length: count }, (_, at) => at % 10);
  const pixels = noise.map((value, at) => {
    const [picture, row, column] = [Math.floor(at / 64), Math.floor(at / 8) % 8, at % 8];
    const label = labels[picture]!;
    return (label < 8 ? row === label : label === 8 ? row === column : row + column === 7)
      ? 0.7 + value
      : value;
  });
  return {
    pictures: tf.tensor4d(Float32Array.from(pixels), [count, 8, 8, 1]),
    labels: tf.tensor1d(labels, 'int32'),
  };
}

const dense = (units: number, seed: number, activation?: 'relu') =>
  tf.layers.dense({
    units,
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
    ...(activation === undefined ? {} : { activation }),
  });

/** Trains under watch, then one step more under blame. */
async function train(
  model: tf.LayersModel,
  x: tf.Tensor,
  y: tf.Tensor,
  options: { readonly epochs: number },
) {
  const guard = watchCallback(model, { policy: 'throw', rules: 'all', every: 1 });
  const { history } = await model.fit(x, y, {
    epochs: options.epochs,
    batchSize: 16,
    shuffle: false,
    verbose: 0,
    callbacks: guard,
  });
  expect(guard.findings.map(findingText)).toEqual([]);
  const report = await blame(() => model.trainOnBatch(x, y) as Promise<number | number[]>);
  const losses = history.loss as number[];
  return { events: guard.events, report, first: losses[0]!, last: losses.at(-1)! };
}

/** Some steps of a custom loop under watch, then one under blame. */
function loop(loss: () => tf.Scalar, optimizer: tf.Optimizer, options: BlameOptions = {}) {
  const watched = watch(optimizer, { policy: 'throw', rules: 'all', every: 1 });
  for (let step = 0; step < 5; step += 1) watched.minimize(loss);
  watched.release();
  expect(watched.findings.map(findingText)).toEqual([]);
  return {
    events: watched.events,
    report: blameSync(() => optimizer.minimize(loss, true), options),
  };
}

const healthy = { finite: true, origin: null, diagnosis: null, badResults: [] };

describeBackends('healthy training', () => {
  it('of a convolutional classifier of pictures, with sparse labels, is left alone', async () => {
    const { pictures, labels } = digits(40);
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({
          filters: 4,
          kernelSize: 3,
          inputShape: [8, 8, 1],
          activation: 'relu',
          kernelInitializer: tf.initializers.heNormal({ seed: 2 }),
        }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dropout({ rate: 0.2, seed: 3 }),
        dense(10, 4),
        tf.layers.softmax(),
      ],
    });
    model.compile({ optimizer: tf.train.adam(0.02), loss: 'sparseCategoricalCrossentropy' });
    // tfjs-layers takes sparse labels as float32.
    const { events, report, first, last } = await train(model, pictures, labels.toFloat(), {
      epochs: 3,
    });
    expect(last).toBeLessThan(first);
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });

  it('of an LSTM is left alone', async () => {
    const x = tf.randomNormal([8, 8, 2], 0, 1, 'float32', 5);
    const y = tf.mean(x, [1, 2]).expandDims(1);
    const model = tf.sequential({
      layers: [
        tf.layers.lstm({
          units: 3,
          inputShape: [8, 2],
          kernelInitializer: tf.initializers.glorotUniform({ seed: 6 }),
          recurrentInitializer: tf.initializers.orthogonal({ seed: 7 }),
        }),
        dense(1, 8),
      ],
    });
    model.compile({ optimizer: tf.train.rmsprop(0.01), loss: 'meanSquaredError' });
    const { events, report } = await train(model, x, y, { epochs: 2 });
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });

  it('with batch norm, also over a constant feature and one that is always zero, is left alone', async () => {
    const x = tf.concat(
      [tf.randomNormal([16, 1], 1e4, 1e3, 'float32', 9), tf.fill([16, 1], 3), tf.zeros([16, 1])],
      1,
    );
    const model = tf.sequential({
      layers: [
        tf.layers.batchNormalization({ inputShape: [3] }),
        dense(8, 10, 'relu'),
        tf.layers.batchNormalization(),
        dense(1, 11),
      ],
    });
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const { events, report } = await train(model, x, tf.ones([16, 1]), { epochs: 2 });
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });

  it('of a regression whose loss is in the millions is left alone', () => {
    const x = tf.randomNormal([16, 2], 0, 1, 'float32', 12);
    const y = tf.add(tf.mul(tf.sum(x, 1, true), 2000), 5000);
    const w = tf.variable(tf.zeros([2, 1]));
    const { events, report } = loop(
      () => tf.mean(tf.square(tf.sub(tf.matMul(x, w), y))),
      tf.train.sgd(0.01),
    );
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });

  it('with a root behind a double where is left alone', () => {
    const w = tf.variable(tf.tensor1d([0, -1, 4]));
    const positive = tf.tensor1d([0, 0, 1], 'bool');
    const { events, report } = loop(
      () => {
        const safe = tf.where(positive, w, tf.onesLike(w));
        return tf.sum(tf.where(positive, tf.sqrt(safe), tf.zerosLike(w)));
      },
      tf.train.momentum(0.01, 0.9),
    );
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });

  it('with labels that are missing, and left out by where before they are used, is left alone', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const y = tf.tensor1d([NaN, 1]);
    const { events, report } = loop(() => {
      const given = tf.logicalNot(tf.isNaN(y));
      const label = tf.where(given, y, tf.zerosLike(y));
      return tf.sum(tf.mul(tf.cast(given, 'float32'), tf.square(tf.sub(w, label))));
    }, tf.train.sgd(0.01));
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });

  it('with softplus and its kin at plus and minus 100 is left alone', () => {
    const w = tf.variable(tf.tensor1d([-100, 0, 100]));
    const { events, report } = loop(
      () =>
        tf.mean(
          tf.addN([tf.softplus(w), tf.logSigmoid(w), tf.sigmoid(w), tf.tanh(w), tf.logSoftmax(w)]),
        ),
      tf.train.adam(0.01),
    );
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });

  it('of labels that are one-hot, with logits of a hundred, is left alone', () => {
    const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 0], 'int32'), 3);
    const w = tf.variable(tf.mul(tf.eye(4, 3), 100));
    const { events, report } = loop(
      () => tf.losses.softmaxCrossEntropy(labels, w),
      tf.train.adagrad(0.1),
    );
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });
});

describeBackends('what is meant', () => {
  it('is what where leaves out, but not what any other operation hides', () => {
    const zero = tf.tensor1d([0, 1]);
    const chosen = () => tf.where(tf.greater(zero, 0), tf.div(1, zero), tf.zerosLike(zero));
    const report = blameSync(chosen);
    expect(report).toMatchObject(healthy);
    expect(reportText(report)).toContain('left out on purpose, by Select');
    expect(blameSync(() => tf.relu(tf.log(zero))).origin).toMatchObject({ op: 'Log' });
    // A NaN is no mask.
    expect(blameSync(() => tf.greater(tf.sqrt(tf.neg(tf.add(zero, 1))), 0))).toMatchObject(healthy);
    expect(blameSync(() => tf.sign(tf.tensor1d([NaN]))).origin).toMatchObject({ phase: 'data' });
  });
});

describeBackends('a mask', () => {
  /** Attention over four keys, of which each query sees those before it. */
  const attention = (hidden: number) => {
    const mask = tf.tensor2d(
      Array.from({ length: 4 }, (_, row) =>
        Array.from({ length: 4 }, (_, column) => (column <= row ? 0 : hidden)),
      ),
    );
    const keys = tf.randomNormal([4, 3], 0, 1, 'float32', 13);
    const queries = tf.variable(tf.randomNormal<tf.Rank>([4, 3], 0, 1, 'float32', 14));
    return () =>
      tf.tidy(() => {
        const weights = tf.softmax(tf.add(tf.matMul(queries, keys, false, true), mask));
        return tf.mean(tf.square(tf.matMul(weights, keys))) as tf.Scalar;
      });
  };

  it('of -1e9 is left alone', () => {
    const { events, report } = loop(attention(-1e9), tf.train.sgd(0.1));
    expect(events).toEqual([]);
    expect(report).toMatchObject(healthy);
  });

  it.each([{ options: {} }, { options: { allow: [{ value: -Infinity }] } }])(
    'of -Infinity that every softmax takes in is left alone, with $options',
    ({ options }) => {
      const { events, report } = loop(attention(-Infinity), tf.train.sgd(0.1), options);
      expect(events).toEqual([]);
      expect(report.badResults).toEqual([]);
      expect(report.diagnosis).toBeNull();
      expect(report.finite).toBe(true);
    },
  );
});
