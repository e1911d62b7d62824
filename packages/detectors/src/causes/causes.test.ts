import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { blameSync, type BlameOptions, type StepResult } from '../blame/blame.js';
import { rules } from './table.js';

const x = (values: number[]) => tf.tensor1d(values);
const gradientOf = (f: (x: tf.Tensor) => tf.Tensor, at: tf.Tensor) => tf.grad(f)(at);

/** A step that each rule must recognise, and so every other rule must leave to it. */
const cases: Readonly<Record<string, { step: () => StepResult; options?: BlameOptions }>> = {
  'bad-parameter': {
    step: () => {
      const w = tf.variable(tf.mul(x([1, 1]), 1));
      w.assign(x([NaN, 1]));
      return tf.mul(w, 2);
    },
  },
  'optimizer-setting': {
    step: () => {
      const w = tf.variable(tf.scalar(1));
      return tf.train.sgd(NaN).minimize(() => tf.mul(w, 2), true, [w]);
    },
  },
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
  'gradient-divides-by-zero': { step: () => gradientOf((v) => tf.acos(v), x([1, 0.5])) },
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
  'recurrent-growth': {
    step: () => {
      const [first, recurrent] = [
        tf.tensor2d([[1, 1]]),
        tf.tensor2d([
          [999, 999],
          [999, 999],
        ]),
      ];
      return Array.from({ length: 15 }).reduce<tf.Tensor>(
        (state) => tf.matMul(state, recurrent),
        tf.mul(first, 1),
      );
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

  it('blame the row that is masked whole, not the mask that was given', () => {
    const mask = tf.tensor2d([
      [0, -Infinity],
      [-Infinity, -Infinity],
    ]);
    const masked = blameSync(() => tf.softmax(tf.add(tf.ones([2, 2]), mask)));
    expect(masked.diagnosis).toMatchObject({ rule: 'infinity-minus-infinity' });
    expect(masked.diagnosis?.evidence).toMatch(
      /^Softmax at .*: logits holds 3 of 4 values infinite/,
    );
    const product = blameSync(() => tf.mul(x([0, 1]), -Infinity));
    expect(product.diagnosis?.rule).toBe('infinity-minus-infinity');
    const kept = blameSync(() => tf.sum(tf.concat([x([1]), x([-Infinity])])));
    expect(kept.diagnosis?.cause).toContain('was put in');
  });

  it('do not blame a recurrence whose state a tanh bounds for the growth of the layer on top', () => {
    const { diagnosis } = blameSync(() => {
      const [recurrent, top] = [tf.tensor2d([[3]]), tf.tensor2d([[1e30]])];
      const state = Array.from({ length: 15 }).reduce<tf.Tensor>(
        (at) => tf.tanh(tf.matMul(at, recurrent)),
        tf.mul(tf.tensor2d([[1]]), 1),
      );
      return tf.square(tf.matMul(state, top));
    });
    expect(diagnosis).toMatchObject({ rule: 'grown-parameters' });
  });

  it('know a norm of gradients that are zero from an optimizer without epsilon', () => {
    const clipped = blameSync(() => {
      const w = tf.variable(x([1, 2]));
      const { grads } = tf.variableGrads(() => tf.sum(tf.mul(w, 0)), [w]);
      const gradient = grads[w.name]!;
      return tf.div(gradient, tf.norm(gradient));
    });
    expect(clipped.diagnosis).toMatchObject({ rule: 'zero-norm' });
    expect(clipped.diagnosis?.code).toContain('clipByGlobalNorm');
  });

  it.each<[string, () => tf.Optimizer]>([
    ['adam', () => tf.train.adam(0.1, 0.9, 0.999, 1e-60)],
    ['adamax', () => tf.train.adamax(0.1, 0.9, 0.999, 1e-60)],
    ['rmsprop', () => tf.train.rmsprop(0.1, 0.9, 0, 1e-60)],
    ['rmsprop', () => tf.train.rmsprop(0.1, 0.9, 0, 1e-60, true)],
    ['adadelta', () => tf.train.adadelta(0.1, 0.9, 1e-60)],
  ])('name the optimizer that has no epsilon, %s', (name, optimizer) => {
    const w = tf.variable(x([1, 2]));
    const report = blameSync(() =>
      optimizer().minimize(() => tf.sum(tf.mul(w, x([0, 1]))), true, [w]),
    );
    expect(report.diagnosis).toMatchObject({ rule: 'optimizer-epsilon' });
    expect(report.diagnosis?.code).toContain(`tf.train.${name}(`);
  });

  it('know a cosine, a sum of exponentials and a small root from what they resemble', () => {
    const found = (step: () => StepResult) => blameSync(step).diagnosis;
    const [zero, one] = [tf.zeros([1, 2]), tf.ones([1, 2])];
    const norms = () => tf.mul(tf.norm(zero, 2, 1), tf.norm(one, 2, 1));
    expect(found(() => tf.div(tf.sum(tf.mul(zero, one), 1), norms()))?.code).toContain('cosineSim');
    expect(found(() => tf.sum(tf.exp(x([100, 1]))))?.code).toContain('clip(x');
    expect(found(() => tf.log(tf.sum(tf.exp(x([100, 1])))))?.code).toContain('logSumExp');
    expect(found(() => tf.log(tf.add(1, tf.exp(x([100, 1])))))?.code).toContain('softplus');
    expect(found(() => tf.log(tf.cosh(x([100, 1]))))?.code).toContain('logcosh');
    const powers = () => tf.exp(x([-200, -300]));
    expect(
      found(() =>
        tf.tidy(() => {
          const e = powers();
          return tf.div(e, tf.sum(e));
        }),
      ),
    ).toMatchObject({ rule: 'softmax-overflow' });
    expect(found(() => gradientOf((v) => tf.mul(tf.sqrt(v), 1e20), x([1e-44])))).toMatchObject({
      rule: 'gradient-divides-by-zero',
    });
    expect(found(() => tf.pow(x([1e5]), 8))?.evidence).toContain('the exponent up to 8');
    const clipped = () => tf.clipByValue(tf.sigmoid(x([50])), 1e-8, 1 - 1e-8);
    expect(found(() => tf.log(tf.sub(1, clipped())))?.evidence).toContain('although it is clipped');
  });

  it('know a root behind the gradient of its gradient', () => {
    const slope = (v: tf.Tensor) => tf.sum(tf.grad((w: tf.Tensor) => tf.sqrt(w))(v));
    const { diagnosis } = blameSync(() => gradientOf(slope, x([0, 1])));
    expect(diagnosis).toMatchObject({ rule: 'sqrt-gradient-at-zero' });
    expect(diagnosis?.evidence).toMatch(/^1 of 2 values under the root is 0/);
  });

  it('take a subnormal number under a logarithm for the zero that TensorFlow makes of it', () => {
    const log = tf.getKernel('Log', tf.getBackend())!;
    tf.unregisterKernel('Log', tf.getBackend());
    tf.registerKernel({ ...log, kernelFunc: () => tf.fill([1], -Infinity) });
    const { diagnosis } = blameSync(() => tf.log(x([1e-40])));
    tf.unregisterKernel('Log', tf.getBackend());
    tf.registerKernel(log);
    expect(diagnosis).toMatchObject({ rule: 'log-of-zero' });
    expect(diagnosis?.evidence).toBe('the least of 1 under the logarithm is 1e-40');
  });

  it('do not take a number of the program for data', () => {
    const settings: { readonly weight?: number } = {};
    const undefinedWeight = blameSync(() => tf.mul(x([1, 2]), settings.weight! * 2));
    expect(undefinedWeight.diagnosis).toMatchObject({ rule: 'missing-values', code: null });
    expect(undefinedWeight.diagnosis?.cause).toContain('from something undefined');
    const infinite = blameSync(() => tf.mul(x([1, 2]), 1e39));
    expect(infinite.diagnosis).toMatchObject({ rule: 'infinite-data', code: null });
  });

  it('know a sum of exponentials that underflowed under a logarithm', () => {
    const { diagnosis } = blameSync(() => tf.log(tf.sum(tf.exp(x([-200, -300])))));
    expect(diagnosis).toMatchObject({ rule: 'log-of-zero' });
    expect(diagnosis?.code).toContain('logSumExp');
  });

  it('know unscaled features before a transposed convolution', () => {
    const [pictures, filter] = [tf.fill([1, 2, 2, 1], 1e30), tf.ones([2, 2, 1, 1])];
    const { diagnosis } = blameSync(() =>
      tf.square(
        tf.conv2dTranspose(
          pictures as tf.Tensor4D,
          filter as tf.Tensor4D,
          [1, 3, 3, 1],
          1,
          'valid',
        ),
      ),
    );
    expect(diagnosis).toMatchObject({ rule: 'unscaled-features' });
  });

  it('counts -Inf in a gradient of the root', () => {
    const { diagnosis } = blameSync(() => gradientOf((v) => tf.neg(tf.sqrt(v)), x([0])));
    expect(diagnosis?.evidence).toContain('made 1 of 1 non-finite');
  });

  it('tell a normalisation without epsilon over what is constant', () => {
    const { diagnosis } = blameSync(() =>
      tf.batchNorm2d(tf.ones([2, 2]) as tf.Tensor2D, x([1, 1]), x([0, 0]), undefined, undefined, 0),
    );
    expect(diagnosis).toMatchObject({ rule: 'zero-deviation' });
    expect(diagnosis?.evidence).toContain('2 of 2 values of the variance are 0');
  });
});
