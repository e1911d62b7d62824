/** Steps of a watched optimizer that end otherwise than planned: errors, replays that differ, new variables. */
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blameSync } from '../blame/blame.js';
import type { Policy } from './event.js';
import { eventText, watch } from './watch.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

const over = (w: tf.Tensor, divisor: number) => () =>
  tf.tidy(() => tf.div(tf.square(w), divisor) as tf.Scalar);
const held = () => tf.memory().numTensors;

describe('a watched optimizer', () => {
  it('takes a new learning rate, by property and by method', () => {
    const w = tf.variable(tf.scalar(1));
    const sgd = watch(tf.train.sgd(0.1), { policy: 'skip' });
    sgd.setLearningRate(0.25);
    sgd.minimize(over(w, 1));
    expect(w.dataSync()[0]).toBe(0.5);
    const adam = tf.train.adam(0.1) as tf.AdamOptimizer & { learningRate: number };
    const watched = watch(adam, { policy: 'skip' });
    watched.learningRate = 0;
    watched.minimize(over(w, 1));
    expect(adam.learningRate).toBe(0);
    expect(w.dataSync()[0]).toBe(0.5);
    expect(watched).toBeInstanceOf(tf.AdamOptimizer);
  });

  it.each<Policy>(['throw', 'stop', 'skip', 'rollback'])(
    'under %s holds nothing more over errors of the loss, of onEvent, and bad steps',
    (policy) => {
      const w = tf.variable(tf.scalar(1));
      const failing = { policy, onEvent: () => expect.fail('of onEvent') };
      const optimizer = watch(tf.train.momentum(0.1, 0.9), failing);
      const round = () => {
        expect(() => optimizer.minimize(() => expect.fail('of the loss'))).toThrow('of the loss');
        if (!optimizer.stopped) expect(() => optimizer.minimize(over(w, 0))).toThrow('of onEvent');
        expect(optimizer.stopped).toBe(policy === 'stop');
        optimizer.minimize(over(w, 1));
      };
      round();
      const before = held();
      for (let count = 0; count < 5; count += 1) round();
      expect(held()).toBe(before);
    },
  );

  it('holds nothing after an error of the loss but under rollback', () => {
    const w = tf.variable(tf.scalar(1));
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'skip' });
    optimizer.minimize(over(w, 1));
    const before = held();
    expect(() => optimizer.minimize(() => expect.fail('mine'))).toThrow('mine');
    expect(held()).toBe(before);
  });

  it('acts by its policy where the replay throws, and says why there is no report', () => {
    const w = tf.variable(tf.scalar(1));
    const divisors = [1, 0][Symbol.iterator]();
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'skip' });
    const loss = () => {
      const { done, value } = divisors.next();
      if (done === true) throw new Error('no more data');
      return tf.div(w, value) as tf.Scalar;
    };
    optimizer.minimize(loss);
    const before = w.dataSync()[0];
    optimizer.minimize(loss);
    expect(w.dataSync()[0]).toBe(before);
    expect(optimizer.events[0]?.report).toBeNull();
    expect(eventText(optimizer.events[0]!)).toBe(
      'step 1: 1 Inf of 1 in loss; the update was dropped\n' +
        'Why:  unknown: it threw when it was replayed: no more data',
    );
  });

  it('does not say that all was finite where the replay was another step', () => {
    const w = tf.variable(tf.scalar(1));
    const divisors = [0, 1][Symbol.iterator]();
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'skip' });
    optimizer.minimize(() => tf.div(w, Number(divisors.next().value)));
    const text = eventText(optimizer.events[0]!);
    expect(text).toContain('Why:  unknown: the replay of the step was finite');
    expect(text).not.toContain('All finite');
  });

  it('is blamed as any step is', () => {
    const w = tf.variable(tf.scalar(1));
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'skip' });
    const report = blameSync(() => optimizer.minimize(over(w, 0), true));
    expect(report).toMatchObject({ error: null, origin: { op: 'RealDiv' } });
    expect(optimizer.events).toMatchObject([{ site: 'loss', report: null }]);
  });

  it('leaves the weights that a layer made in a step that was dropped', () => {
    const v = tf.variable(tf.scalar(1));
    const layer = tf.layers.dense({ units: 2 });
    const x = tf.tensor2d([[1, 2]]);
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'skip' });
    const loss = () => tf.mul(v, tf.sum(layer.apply(x) as tf.Tensor)) as tf.Scalar;
    optimizer.minimize(() => tf.div(loss(), 0));
    const [kernel] = layer.getWeights();
    expect(kernel!.dataSync().every((weight) => weight !== 0)).toBe(true);
  });

  it('rolls weights that were made since the snapshot back to their first values', () => {
    const v = tf.variable(tf.scalar(1));
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'rollback' });
    optimizer.minimize(over(v, 1));
    const w = tf.variable(tf.scalar(3), true, 'later');
    for (const divisor of [1, 0]) optimizer.minimize(over(w, divisor));
    expect([v, w].map((one) => one.dataSync()[0])).toEqual([1, 3]);
  });

  it.each<Policy>(['skip', 'rollback'])(
    'counts updates as its parameters have them, under %s',
    (policy) => {
      const w = tf.variable(tf.scalar(1));
      const adam = tf.train.adam(0.1);
      const optimizer = watch(adam, { policy });
      optimizer.minimize(over(w, 0));
      expect(adam.iterations).toBe(0);
      for (const divisor of [1, 1, 0]) optimizer.minimize(over(w, divisor));
      expect(adam.iterations).toBe(policy === 'skip' ? 2 : 0);
    },
  );

  it('takes a list in which some have no gradient', () => {
    tf.variable(tf.scalar(1), true, 'w');
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'skip' });
    const none = null as unknown as tf.Tensor;
    optimizer.applyGradients([
      { name: 'none', tensor: none },
      { name: 'w', tensor: tf.scalar(NaN) },
    ]);
    expect(optimizer.events).toMatchObject([{ site: 'gradient:w' }]);
    expect(eventText(optimizer.events[0]!)).toContain('gradients were applied by hand');
  });
});
