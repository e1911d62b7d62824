/** Trainings that look ill and are well, and ill ones that are easily overlooked. */
import * as tf from '@tensorflow/tfjs';
import { afterEach, expect, it } from 'vitest';
import { describeBackends } from '../test-support/backends.js';
import { watchCallback } from '../watch/callback.js';
import { watch } from '../watch/watch.js';
import type { TrainingFinding } from './finding.js';
import { unimproved, type TrainingHistory } from './history.js';
import { headroomShrinking } from './headroom-shrinking.js';
import { lossOscillating } from './loss-oscillating.js';
import type { Observation } from './observation.js';

afterEach(() => {
  tf.disposeVariables();
});

const draw = (shape: number[], deviation: number, seed: number) =>
  tf.randomNormal(shape, 0, deviation, 'float32', seed);

const matMul = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D);
const mse = (a: tf.Tensor, b: tf.Tensor) => tf.mean(tf.square(tf.sub(a, b)));

type Made = tf.SymbolicTensor | tf.SymbolicTensor[] | tf.Tensor | tf.Tensor[];

/** A custom loop under all rules; `loss` gets the step. */
function told(
  optimizer: tf.Optimizer,
  loss: (step: number) => tf.Tensor,
  {
    steps,
    every = 1,
    list,
    between,
  }: { steps: number; every?: number; list?: tf.Variable[]; between?: () => void },
): readonly TrainingFinding[] {
  const watched = watch(optimizer, { policy: 'stop', replay: false, rules: 'all', every });
  for (let step = 0; step < steps && !watched.stopped; step += 1) {
    watched.minimize(() => tf.tidy(() => loss(step) as tf.Scalar), false, list);
    tf.tidy(() => {
      between?.();
    });
  }
  watched.release();
  return watched.findings;
}

const rulesOf = (findings: readonly TrainingFinding[]): readonly string[] =>
  findings.map(({ rule }) => rule);

describeBackends('the training rules leave alone', () => {
  it('a gradient that grows with the weights while a large target is still out of reach', () => {
    const x = draw([64, 4], 1, 1);
    const y = tf.add(tf.mul(draw([64, 1], 1, 2), 1e5), 3e5);
    const one = tf.variable(draw([4, 16], 1e-3, 3));
    const bias = tf.variable(tf.zeros([16]));
    const two = tf.variable(draw([16, 1], 1e-3, 4));
    const findings = told(
      tf.train.adam(0.01),
      // The first batch has the smallest targets: what comes then is above it.
      (step) => {
        const factor = step === 0 ? 0.9 : 1;
        const hidden = tf.relu(tf.add(matMul(x, one), bias));
        return mse(matMul(hidden, two), tf.mul(y, factor));
      },
      { steps: 40 },
    );
    expect(rulesOf(findings)).not.toContain('exploding-gradient');
  });

  it('a loss of one sample a step, each of which the step just solves', () => {
    const rows = tf.variable(draw([300, 4], 0.1, 1));
    const weights = tf.variable(draw([4, 1], 0.5, 2));
    const findings = told(
      tf.train.sgd(0.1),
      (step) => {
        const sample = (step * 97 + ((step * step) % 31)) % 300;
        const row = tf.gather(rows, tf.tensor1d([sample], 'int32'));
        return mse(matMul(row, weights), tf.scalar(sample % 2 === 0 ? 1 : -1));
      },
      { steps: 300, every: 5 },
    );
    expect(rulesOf(findings)).toEqual([]);
  });

  it('a training that has reached its minimum and stays there', () => {
    const x = draw([128, 4], 1, 1);
    const y = tf.add(matMul(x, tf.ones([4, 1])), draw([128, 1], 0.5, 2));
    const weights = tf.variable(tf.zeros([4, 1]));
    const findings = told(tf.train.sgd(0.1), () => mse(matMul(x, weights), y), { steps: 400 });
    expect(rulesOf(findings)).toEqual([]);
  });

  it('relus of which a few more than half are off, where all samples look alike', () => {
    const x = tf.add(draw([64, 4], 0.01, 1), 1);
    /** 16 units, of which so many have weights below 0. */
    const off = (count: number) => {
      const signs = Array.from({ length: 16 }, (_, at) => (at < count ? -1 : 1));
      const one = tf.variable(tf.mul(tf.ones([4, 16]), signs));
      const two = tf.variable(draw([16, 1], 0.1, 3));
      return rulesOf(
        told(
          tf.train.sgd(1e-3),
          () => mse(matMul(tf.relu(matMul(x, one)), two), tf.sum(x, 1, true)),
          {
            steps: 8,
          },
        ),
      );
    };
    expect(off(11)).toEqual([]);
    expect(off(12)).toEqual(['dead-relu']);
  });

  it('a loss of 0 that leaves nothing to learn', () => {
    const weights = tf.variable(draw([4, 2], 1, 1));
    const hinge = () => tf.mean(tf.relu(tf.sub(matMul(tf.ones([8, 4]), weights), 100)));
    expect(rulesOf(told(tf.train.sgd(0.1), hinge, { steps: 60 }))).toEqual([]);
  });

  it('the level of a loss against an opponent, but not beside a stranger', () => {
    // In balance: what the player gains is lost by what the opponent does then.
    const player = tf.variable(draw([2, 2], 1, 1), true, 'player');
    const opponent = tf.variable(tf.mul(player, 1), true, 'opponent');
    const flat = (read: boolean) =>
      told(
        tf.train.sgd(1e-5),
        () => tf.add(tf.mean(tf.square(tf.sub(player, read ? opponent : 1e-3))), 5),
        {
          steps: 60,
          list: [player],
          between: () => {
            opponent.assign(tf.add(player, 1));
          },
        },
      );
    expect(rulesOf(flat(true))).not.toContain('loss-flat');
    expect(rulesOf(flat(false))).toContain('loss-flat');
  });
});

/** A history of losses, with what each update did to the loss to first order. */
function history(losses: readonly number[], slope: number): TrainingHistory {
  const observations = losses.slice(-20).map((loss, at): Observation => {
    const weight = { name: 'w', rank: 2, size: 1, gradientNorm: 1, norm: 1, greatest: 1 };
    const step = losses.length - Math.min(20, losses.length) + at;
    return {
      step,
      loss,
      parameters: [{ ...weight, greatestGradient: 1, updateNorm: 1, slope }],
      activations: [],
    };
  });
  return {
    observations,
    first: { ...observations[0]!, loss: losses[0]! },
    observed: losses.length,
    losses: { count: losses.length, first: losses.slice(0, 100), last: losses.slice(-100) },
    failed: false,
    shared: false,
  };
}

it('a loss that alternates at the rounding of the first is no oscillation; above it, it is', () => {
  const alternating = (level: number) => [
    1,
    ...Array.from({ length: 60 }, (_, at) => level * (1 + (at % 2))),
  ];
  const late = (level: number) =>
    history([...alternating(level), ...alternating(level).slice(1)], -10 * level);
  expect(lossOscillating.judge(late(1e-3))).not.toBeNull();
  expect(lossOscillating.judge(late(1e-9))).toBeNull();
});

it('losses of single samples that rise in five looks, below what was seen, are no growth', () => {
  const rising = [1, 4, 16, 64, 256].map((loss) => loss / 100);
  expect(headroomShrinking.judge(history([0.5, 1, 0.1, ...rising], -0.1))).not.toBeNull();
  expect(headroomShrinking.judge(history([0.5, 9, 0.1, ...rising], -0.1))).toBeNull();
});

it('an easy first batch does not make a loss that falls one that does not', () => {
  const falling = Array.from({ length: 60 }, (_, at) => (at === 0 ? 1e-3 : 1 - at / 100));
  expect(unimproved(history(falling, -0.01))).toBe(false);
  expect(unimproved(history(falling.toReversed(), -0.01))).toBe(true);
});

describeBackends('the training rules find', () => {
  it('a slow growth in a look at each step', () => {
    const weights = tf.variable(tf.ones([4, 1]));
    const findings = told(
      tf.train.sgd(0.5),
      () => tf.sub(5, tf.mean(tf.square(tf.tanh(tf.mul(weights, 0))))),
      { steps: 2 },
    );
    expect(findings).toEqual([]);
    const growing = told(tf.train.sgd(0.5), () => tf.neg(tf.mean(tf.square(weights))), {
      steps: 30,
    });
    const found = growing.find(({ rule }) => rule === 'headroom-shrinking');
    // By 1.25 a step, and the loss by its square: 128 bits take 199 steps.
    expect(found?.site).toBe('loss');
    const predicted = Number(/in (\d+) steps/.exec(found?.what ?? '')?.[1]);
    expect(found!.step + predicted).toBeGreaterThan(190);
    expect(found!.step + predicted).toBeLessThan(210);
  });

  it('a flat loss that differs by a third from batch to batch', () => {
    const weights = tf.variable(draw([4, 1], 0.5, 1));
    const findings = told(
      tf.train.sgd(1e-8),
      (step) => mse(matMul(draw([16, 4], 1, step + 1), weights), draw([16, 1], 1, step + 500)),
      { steps: 120 },
    );
    expect(rulesOf(findings)).toContain('loss-flat');
  });

  it('the learning rate behind units that it has saturated', async () => {
    const x = draw([64, 4], 1, 1);
    const y = tf.tanh(tf.sum(x, 1, true));
    const weights = ['one', 'two'].map((name, at) =>
      tf.variable(draw([4, at === 0 ? 4 : 1], 0.5, at + 3), true, name),
    );
    const findings = told(
      tf.train.adam(1e3),
      () => mse(matMul(tf.tanh(matMul(x, weights[0]!)), weights[1]!), y),
      { steps: 20 },
    );
    const saturated = findings.find(({ rule }) => rule === 'saturated-tanh');
    expect(saturated?.evidence).toMatch(
      /the norm of \w+ is [\d.e+]+ times the first, and the loss/,
    );
    expect(saturated?.cure).toMatch(/^lower the learning rate/);
  });

  it('why a relu passes nothing, and what cures its net, not that of a sigmoid', () => {
    const x = draw([64, 4], 1, 1);
    const y = tf.tanh(tf.sum(x, 1, true));
    /** Two layers with a bias before the activation. */
    const twoLayers = (activation: (at: tf.Tensor) => tf.Tensor, bias: number, rate: number) => {
      const weights = [1, 2, 3].map((seed) => tf.variable(draw([4, seed < 3 ? 4 : 1], 1e-2, seed)));
      const shift = tf.variable(tf.fill([4], bias));
      return told(
        tf.train.sgd(rate),
        () => {
          const one = activation(tf.add(matMul(x, weights[0]!), shift));
          return mse(matMul(activation(matMul(one, weights[1]!)), weights[2]!), y);
        },
        { steps: 6 },
      );
    };
    const of = (rule: string, findings: readonly TrainingFinding[]) =>
      findings.find((one) => one.rule === rule);
    const dead = twoLayers(tf.relu, -10, 1e-2);
    expect(of('dead-relu', dead)?.cause).toContain('started where');
    expect(of('vanishing-gradient', dead)?.cause).toContain('nothing comes back');
    expect(of('update-too-small', dead)?.cause).toContain('its gradient is 0');
    const small = twoLayers(tf.relu, 0, 1e-2);
    expect(of('poor-initial-variance', small)?.code).toContain('heNormal');
    const flat = twoLayers(tf.tanh, 0, 1e-2);
    expect(of('poor-initial-variance', flat)?.code).toContain('glorotNormal');
    const weak = tf.variable(draw([4, 4], 1, 1));
    const last = tf.variable(draw([4, 1], 1, 2));
    const behind = (activation: (at: tf.Tensor) => tf.Tensor, factor: number) =>
      of(
        'vanishing-gradient',
        told(
          tf.train.sgd(1e-3),
          () => {
            const sum = tf.add(activation(tf.mul(matMul(x, weak), factor)), 1);
            return mse(matMul(sum, last), y);
          },
          { steps: 4 },
        ),
      );
    expect(behind(tf.relu, 1e-6)?.cure).not.toContain('use relu');
    expect(behind(tf.tanh, 1e-6)?.cure).toContain('use relu');
    expect(behind(tf.relu, 0)?.cause).toContain('nothing comes back');
  });

  it('each activation by the weight before it', async () => {
    const x = draw([64, 4], 1, 1);
    const dense = (name: string, bias: number) =>
      tf.layers.dense({
        units: 4,
        name,
        kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
        biasInitializer: tf.initializers.constant({ value: bias }),
      });
    const input = tf.input({ shape: [4] });
    const relu = (at: Made) => tf.layers.reLU().apply(at) as tf.SymbolicTensor;
    const first = relu(dense('first', 9).apply(input) as tf.SymbolicTensor);
    // Dead, and with a connection around it.
    const second = relu(
      tf.layers.add().apply([first, dense('second', -1e3).apply(first)] as tf.SymbolicTensor[]),
    );
    const model = tf.model({
      inputs: input,
      outputs: dense('last', 0).apply(second) as tf.SymbolicTensor,
    });
    model.compile({ optimizer: tf.train.sgd(1e-3), loss: 'meanSquaredError' });
    const guard = watchCallback(model, { policy: 'stop', rules: ['dead-relu'], every: 1 });
    await model.fit(x, x, { epochs: 5, batchSize: 64, verbose: 0, callbacks: guard });
    expect(guard.findings.map(({ site }) => site)).toEqual([
      expect.stringMatching(/^activation:relu\(second\/kernel(_\d+)?\)$/),
    ]);
  });

  it("the candidate of an LSTM's cell that is saturated, beside the cell that is not", async () => {
    const x = tf.mul(draw([16, 8, 2], 1, 1), 1e5);
    const model = tf.sequential({
      layers: [
        tf.layers.lstm({
          units: 4,
          inputShape: [8, 2],
          name: 'memory',
          kernelInitializer: tf.initializers.glorotUniform({ seed: 6 }),
          recurrentInitializer: tf.initializers.orthogonal({ seed: 7 }),
        }),
        tf.layers.dense({
          units: 1,
          kernelInitializer: tf.initializers.glorotUniform({ seed: 8 }),
        }),
      ],
    });
    model.compile({ optimizer: tf.train.sgd(1e-3), loss: 'meanSquaredError' });
    const guard = watchCallback(model, { policy: 'stop', rules: 'all', every: 1 });
    await model.fit(x, tf.zeros([16, 1]), {
      epochs: 6,
      batchSize: 16,
      verbose: 0,
      callbacks: guard,
    });
    const sites = guard.findings.flatMap(({ rule, site }) =>
      rule === 'saturated-tanh' ? [site] : [],
    );
    expect(sites).toEqual([
      expect.stringMatching(/^activation:tanh\(memory\/recurrent_kernel(_\d+)?\)$/),
    ]);
    expect(rulesOf(guard.findings)).not.toContain('poor-initial-variance');
  });
});
