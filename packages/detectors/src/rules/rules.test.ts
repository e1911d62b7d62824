/** Each rule in trainings that it must find, and in the same ones cured, where all must be silent. */
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeBackends } from '../test-support/backends.js';
import { asItIs, trained, type SmallTraining } from '../test-support/trained.js';
import { findingText } from './finding.js';
import { trainingRules } from './table.js';

const draw = (shape: [number, number], deviation: number, seed: number) =>
  tf.randomNormal(shape, 0, deviation, 'float32', seed);

type Activation = (x: tf.Tensor) => tf.Tensor;
const x = () => draw([64, 4], 1, 1);
const target = () => tf.tanh(tf.sum(x(), 1, true));
const mse = (prediction: tf.Tensor, y: tf.Tensor) => tf.mean(tf.square(tf.sub(prediction, y)));

/** A net with `depth` hidden layers of 8; `gain` on what keeps the variance, 1 / sqrt(fan in). */
function net(
  activation: Activation,
  options: {
    readonly depth: number;
    readonly gain: number;
    readonly learningRate: number;
    readonly bias?: number;
    readonly features?: number;
    readonly targets?: number;
    readonly steps?: number;
  },
): SmallTraining {
  const { depth, gain, bias = 0, features = 1, targets = 1 } = options;
  const layers = Array.from({ length: depth }, (_, at) => `layer${at}`);
  return {
    weights: () => ({
      ...Object.fromEntries(
        layers.map((name, at) => [
          name,
          draw([at === 0 ? 4 : 8, 8], gain / Math.sqrt(at === 0 ? 4 : 8), 10 + at),
        ]),
      ),
      bias: tf.fill([8], bias),
      output: draw([8, 1], 1 / Math.sqrt(8), 99),
    }),
    loss: (weights) => {
      let at: tf.Tensor = tf.mul(x(), features);
      for (const name of layers)
        at = activation(
          tf.add(tf.matMul(at as tf.Tensor2D, weights[name] as tf.Tensor2D), weights.bias!),
        );
      const out = tf.matMul(at as tf.Tensor2D, weights.output as tf.Tensor2D);
      return mse(out, tf.mul(target(), targets));
    },
    learningRate: options.learningRate,
    steps: options.steps ?? 6,
  };
}

/** Least squares, whose sharpest direction has a curvature of about 3. */
const line = (learningRate: number, steps: number, scale = 1): SmallTraining => ({
  weights: () => ({ weights: draw([4, 1], scale, 2) }),
  loss: (weights) =>
    mse(tf.matMul(x(), weights.weights as tf.Tensor2D), tf.mul(tf.sum(x(), 1, true), scale)),
  learningRate,
  steps,
});

/** e^w - w: a valley with a steep side and a gentle one, curvature 1 at its bottom. */
const valley = (learningRate: number): SmallTraining => ({
  weights: () => ({ weights: tf.tensor2d([[0.5]]) }),
  loss: ({ weights }) => tf.sum(tf.sub(tf.exp(weights!), weights!)),
  learningRate,
  steps: 30,
});

interface Case {
  readonly ill: SmallTraining;
  readonly well: SmallTraining;
}

const cases: Readonly<Record<string, Case>> = {
  'vanishing-gradient': {
    ill: net(tf.sigmoid, { depth: 8, gain: 1, learningRate: 0.1 }),
    well: net(tf.tanh, { depth: 8, gain: 1, learningRate: 0.1 }),
  },
  'exploding-gradient': {
    ill: line(2, 8),
    well: line(0.1, 8),
  },
  'dead-relu': {
    ill: net(tf.relu, { depth: 1, gain: 1, bias: -10, learningRate: 0.1 }),
    well: net(tf.relu, { depth: 1, gain: 1, learningRate: 0.1 }),
  },
  'saturated-sigmoid': {
    ill: net(tf.sigmoid, { depth: 1, gain: 1, features: 1e4, learningRate: 0.1 }),
    well: net(tf.sigmoid, { depth: 1, gain: 1, learningRate: 0.1 }),
  },
  'saturated-tanh': {
    ill: net(tf.tanh, { depth: 1, gain: 1, features: 1e4, learningRate: 0.1 }),
    well: net(tf.tanh, { depth: 1, gain: 1, learningRate: 0.1 }),
  },
  'poor-initial-variance': {
    ill: net(tf.tanh, { depth: 4, gain: 0.01, learningRate: 0.1 }),
    well: net(tf.tanh, { depth: 4, gain: 1, learningRate: 0.1 }),
  },
  'update-too-large': {
    ill: line(100, 3),
    well: line(0.1, 3),
  },
  'update-too-small': {
    ill: line(1e-12, 4),
    well: line(1e-2, 4),
  },
  'loss-flat': {
    ill: line(1e-9, 52),
    well: line(1e-2, 52),
  },
  'loss-oscillating': {
    ill: valley(2.2),
    well: valley(0.5),
  },
  'headroom-shrinking': {
    ill: line(4, 8),
    well: line(0.1, 8),
  },
};

describe('the training rules', () => {
  it('have a case each, thresholds with a source, and a file of their name', () => {
    expect(trainingRules.map(({ name }) => name)).toEqual(Object.keys(cases));
    for (const { name, thresholds, looksAt } of trainingRules) {
      expect(thresholds.length, name).toBeGreaterThan(0);
      for (const { source, value, of } of thresholds) {
        expect(source, name).toMatch(/^(SageMaker Debugger, |AutoTrainer \(ICSE 2021\), |ours)/);
        expect(Number.isFinite(value), `${name}: ${of}`).toBe(true);
      }
      expect(looksAt.length, name).toBeGreaterThan(20);
      expect(readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8')).toContain(`'${name}'`);
    }
  });
});

describeBackends('the training rules', () => {
  describe.each([
    { units: asItIs, as: 'as it is' },
    { units: { parameters: 1000, loss: 1 }, as: 'with parameters a thousand times as large' },
    { units: { parameters: 1, loss: 1e6 }, as: 'with a loss a million times as large' },
  ])('$as', ({ units }) => {
    it.each(Object.entries(cases))('%s is found where it is', (name, { ill }) => {
      const found = trained(ill, units);
      expect(found.map(({ rule }) => rule)).toContain(name);
      const { evidence, cure, code, step, site } = found.find(({ rule }) => rule === name)!;
      expect(evidence).toMatch(/\d/);
      expect(cure.length).toBeGreaterThan(20);
      expect(code).toMatch(/\(.*\)/);
      expect(step).toBeLessThan(ill.steps);
      expect(site).toMatch(/^(loss$|gradient:|parameter:|activation:)/);
    });

    it.each(Object.entries(cases))('none is found in the cure of %s', (_, { well }) => {
      expect(trained(well, units).map(findingText)).toEqual([]);
    });
  });

  it('say the same at the same step in all units', () => {
    for (const { ill } of Object.values(cases)) {
      const inUnits = [asItIs, { parameters: 1024, loss: 1 }, { parameters: 1, loss: 2 ** 20 }].map(
        (units) =>
          trained(ill, units).map(({ rule, step, what }) => [rule, step, what.slice(0, 8)]),
      );
      expect(inUnits[1]).toEqual(inUnits[0]);
      expect(inUnits[2]).toEqual(inUnits[0]);
    }
  });
});
