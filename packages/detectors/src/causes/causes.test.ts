import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { blameSync, type BlameOptions, type StepResult } from '../blame/blame.js';
import { rules } from './table.js';

const x = (values: number[]) => tf.tensor1d(values);
const gradientOf = (f: (x: tf.Tensor) => tf.Tensor, at: tf.Tensor) => tf.grad(f)(at);

/** A step that each rule must recognise, and so every other rule must leave to it. */
const cases: Readonly<Record<string, { step: () => StepResult; options?: BlameOptions }>> = {
  'missing-values': { step: () => tf.mul(x([1, NaN]), 2) },
  'infinite-data': { step: () => tf.mul(x([1, Infinity]), 2) },
  'label-out-of-range': {
    step: () => {
      const [labels, p] = [x([0, 2]), tf.sigmoid(x([-200, 200]))];
      const hit = tf.mul(labels, tf.log(p));
      return tf.neg(tf.add(hit, tf.mul(tf.sub(1, labels), tf.log(tf.sub(1, p)))));
    },
  },
  'sigmoid-saturation': { step: () => tf.neg(tf.log(tf.sub(1, tf.sigmoid(x([40]))))) },
  'log-of-softmax': { step: () => tf.log(tf.softmax(x([0, 1000]))) },
  'log-of-zero': { step: () => tf.log(x([0, 1])) },
  'log-of-negative': { step: () => tf.log(x([-1, 1])) },
  'zero-deviation': {
    step: () => {
      const column = x([3, 3, 3]);
      const { mean, variance } = tf.moments(column);
      return tf.div(tf.sub(column, mean), tf.sqrt(variance));
    },
  },
  'zero-norm': { step: () => tf.div(x([0, 0]), tf.sqrt(tf.sum(tf.square(x([0, 0]))))) },
  'sum-in-denominator': { step: () => tf.div(x([1, 2]), tf.sum(x([1, -1]))) },
  'beta-rounds-to-one': {
    step: () => {
      const w = tf.variable(tf.scalar(1));
      const optimizer = tf.train.adam(0.1, 0.9, 1 - 1e-9);
      return optimizer.minimize(() => tf.mul(w, 2), true, [w]);
    },
  },
  'optimizer-epsilon': {
    step: () => {
      const w = tf.variable(tf.scalar(1));
      const optimizer = tf.train.adam(0.1, 0.9, 0.999, 1e-50);
      return optimizer.minimize(() => tf.mul(w, 0), true, [w]);
    },
  },
  'sqrt-gradient-at-zero': {
    step: () => gradientOf((v) => tf.sqrt(tf.sum(tf.square(v))), x([0, 0])),
  },
  'log-gradient-at-zero': {
    step: () => gradientOf((v) => tf.mul(tf.log(v), 1e30), x([1e-10])),
  },
  'zero-over-zero': { step: () => tf.div(x([0, 1]), x([0, 1])) },
  'division-by-zero': { step: () => tf.div(x([1, 1]), x([0, 1])) },
  'sqrt-of-negative': { step: () => tf.sqrt(x([-1e-7, 1])) },
  'softmax-overflow': {
    step: () => {
      const powers = tf.exp(x([1000, 2]));
      return tf.div(powers, tf.sum(powers));
    },
  },
  'exp-overflow': { step: () => tf.exp(x([89])) },
  'pow-of-negative': { step: () => tf.pow(x([-2, 2]), 0.5) },
  'outside-domain': { step: () => tf.acos(x([1.0000001])) },
  'infinity-minus-infinity': {
    step: () => tf.softmax(x([-Infinity, -Infinity])),
    options: { allow: [{ value: -Infinity }] },
  },
  'empty-reduction': { step: () => tf.div(tf.sum(tf.tensor1d([])), 0) },
  'exploding-update': {
    step: () => {
      const w = tf.variable(tf.scalar(1));
      return tf.train.sgd(1e30).minimize(() => tf.mul(w, 1e30) as tf.Scalar, true, [w]);
    },
  },
  'unscaled-features': {
    step: () => tf.matMul(tf.tensor2d([[1e25, 1e25]]), tf.mul(tf.tensor2d([[1], [1]]), 1e15)),
  },
  'unscaled-target': {
    step: () => {
      const predicted = tf.matMul(tf.tensor2d([[1, 1]]), tf.tensor2d([[1e20], [1e20]]));
      return tf.mean(tf.square(tf.sub(predicted, 1e4)));
    },
  },
  'grown-parameters': {
    step: () => tf.matMul(tf.mul(tf.tensor2d([[1, 1]]), 1e15), tf.tensor2d([[1e30], [1e30]])),
  },
  'exploding-gradient': {
    step: () =>
      gradientOf((v) => [1e20, 1e20].reduce<tf.Tensor>((at, by) => tf.mul(at, by), v), x([1e-30])),
  },
  overflow: { step: () => tf.sum(tf.mul(x([3e38, 3e38]), 1)) },
};

describe('the rules', () => {
  it('have a case each', () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  it.each(Object.entries(cases))(
    'recognise %s, and no other rule takes it',
    (name, { step, options }) => {
      const { diagnosis, origin } = blameSync(step, options);
      expect(origin?.op).toBeDefined();
      expect(diagnosis?.rule).toBe(name);
      // Evidence is in figures.
      expect(diagnosis?.evidence).toMatch(/\d/);
      expect(diagnosis?.cure.length).toBeGreaterThan(10);
    },
  );

  it('know NaN and infinities that the step puts in itself', () => {
    const marked = blameSync(() => tf.sum(tf.where(x([1, 0]).cast('bool'), x([1, 2]), NaN)));
    const filled = blameSync(() => tf.mul(x([1, 2]), tf.fill([2], NaN)));
    expect([marked, filled].map(({ diagnosis }) => diagnosis?.rule)).toEqual([
      'missing-values',
      'missing-values',
    ]);
    const masked = blameSync(() => tf.softmax(tf.add(x([1, 2]), tf.fill([2], -Infinity))));
    expect(masked.diagnosis).toMatchObject({ rule: 'infinity-minus-infinity' });
    expect(masked.diagnosis?.evidence).toMatch(
      /^Softmax at .*causes\.test\.ts.*: logits holds 2 of 2/,
    );
    // Nothing made NaN of this one.
    const lone = blameSync(() => tf.fill([2], -Infinity));
    expect(lone.diagnosis).toMatchObject({ rule: 'unknown' });
  });

  it('leave labels from 0 to 1 to the saturated sigmoid, also where a class is weighted', () => {
    for (const weight of [1, 5, -1]) {
      const { diagnosis } = blameSync(() => {
        const p = tf.sigmoid(x([-200, 200]));
        const hit = tf.mul(x([0, weight]), tf.log(p));
        return tf.add(hit, tf.mul(x([weight, 0]), tf.log(tf.sub(1, p))));
      });
      expect(diagnosis?.rule).toBe('sigmoid-saturation');
    }
  });

  it('say that a cause is unknown where none recognises it', () => {
    const { diagnosis } = blameSync(() => tf.tan(tf.neg(tf.prod(x([1e30, 1e30])))));
    expect(diagnosis).toMatchObject({ rule: 'overflow' });
    const unknown = blameSync(() => tf.step(tf.mod(x([5]), x([0]))));
    expect(unknown.diagnosis).toMatchObject({ rule: 'unknown' });
  });
});
