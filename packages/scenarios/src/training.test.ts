import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createTraining,
  defineScenario,
  integer,
  linear,
  log,
  minibatches,
  point,
  sgd,
  takeRows,
  type NamedTensors,
  type Scenario,
  type Training,
  type TrainingFunctions,
} from './index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Least squares on twelve samples of three features, with any optimizer. */
function leastSquares(change: Partial<Training<never, NamedTensors, NamedTensors>>): Scenario {
  return defineScenario({
    name: 'least-squares',
    title: 'Least squares',
    cause: 'dynamics',
    explanation: 'It diverges above 2 / sharpness.',
    references: [],
    axes: {
      lr: log(1e-4, 1e4, { default: 0.05, description: 'learning rate' }),
      decay: linear(0, 1, { default: 0.9, description: 'a hyperparameter' }),
      features: integer(1, 9, { values: [3], default: 3, description: 'features' }),
    },
    sweptByDefault: ['lr'],
    steps: 5,
    setup: ({ rng, axes }) => ({
      params: { w: rng.normal([axes.features, 1]), b: tf.zeros([1]) as tf.Tensor },
      data: { x: rng.normal([12, axes.features]), y: rng.normal([12, 1]) },
    }),
    loss: ({ params, batch }) =>
      tf.mean(tf.square(tf.sub(tf.add(tf.matMul(batch.x, params.w), params.b), batch.y))),
    optimizer: sgd({ lr: 'lr' }),
    ...(change as object),
    variants: { broken: { description: 'as it is' }, fixed: { description: 'cured' } },
  });
}

const bound = { structural: {}, seed: 7 };
const scalars = () => ({ lr: tf.scalar(0.05), decay: tf.scalar(0.9) });

/** The parameters and losses after some steps on the full batch. */
function run(training: TrainingFunctions, steps: number) {
  const axes = scalars();
  const { data, ...start } = training.init(axes);
  let state = start;
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const { loss, ...next } = training.step({
      axes,
      step: tf.scalar(step),
      ...state,
      batch: data,
    });
    losses.push(loss.dataSync()[0]!);
    state = next;
  }
  return { losses, w: [...state.params.w!.dataSync()], b: [...state.params.b!.dataSync()] };
}

/** The same by tf.train. */
function runTrain(optimizer: tf.Optimizer, steps: number) {
  const { params, data } = createTraining(leastSquares({}), 'broken', bound).init(scalars());
  const w = tf.variable(params.w!);
  const b = tf.variable(params.b!);
  for (let step = 0; step < steps; step++)
    optimizer.minimize(() => tf.mean(tf.square(tf.sub(tf.add(tf.matMul(data.x!, w), b), data.y!))));
  return { w: [...w.dataSync()], b: [...b.dataSync()] };
}

describe('a step of training', () => {
  const pairs: readonly (readonly [string, object, () => tf.Optimizer])[] = [
    ['sgd', { kind: 'sgd', lr: 0.05 }, () => tf.train.sgd(0.05)],
    ['momentum', { kind: 'momentum', lr: 0.05, momentum: 0.9 }, () => tf.train.momentum(0.05, 0.9)],
    [
      'nesterov momentum',
      { kind: 'momentum', lr: 0.05, momentum: 0.9, nesterov: true },
      () => tf.train.momentum(0.05, 0.9, true),
    ],
    ['adam', { kind: 'adam', lr: 0.05 }, () => tf.train.adam(0.05)],
    [
      'adam with its own betas',
      { kind: 'adam', lr: 0.05, beta1: 0.5, beta2: 0.7, epsilon: 0.1 },
      () => tf.train.adam(0.05, 0.5, 0.7, 0.1),
    ],
    ['rmsprop', { kind: 'rmsprop', lr: 0.05 }, () => tf.train.rmsprop(0.05)],
    [
      'rmsprop with momentum',
      { kind: 'rmsprop', lr: 0.05, decay: 0.5, momentum: 0.3, epsilon: 0.01 },
      () => tf.train.rmsprop(0.05, 0.5, 0.3, 0.01),
    ],
  ];
  it.each(pairs)('of %s gives the bits of tf.train', (_, optimizer, train) => {
    const scenario = leastSquares({ optimizer: optimizer as never });
    const { w, b } = run(createTraining(scenario, 'broken', bound), 6);
    expect({ w, b }).toEqual(runTrain(train(), 6));
    expect(w.every(Number.isFinite)).toBe(true);
  });

  it('takes a hyperparameter from a number, an axis or a rule alike', () => {
    const byNumber = run(createTraining(leastSquares({}), 'broken', bound), 5);
    const byRule = leastSquares({
      optimizer: {
        kind: 'sgd',
        lr: (axes: Record<string, tf.Scalar>, step: tf.Scalar) => tf.add(axes.lr!, tf.mul(step, 0)),
      } as never,
    });
    expect(run(createTraining(byRule, 'broken', bound), 5)).toEqual(byNumber);
    const byAxis = leastSquares({
      optimizer: { kind: 'rmsprop', lr: 0.05, decay: 'decay' } as never,
    });
    const rms = leastSquares({ optimizer: { kind: 'rmsprop', lr: 0.05 } as never });
    const near = run(createTraining(rms, 'broken', bound), 5).w;
    run(createTraining(byAxis, 'broken', bound), 5).w.forEach((value, index) => {
      expect(value).toBeCloseTo(near[index]!, 4);
    });
  });

  it('lowers the loss, and reports it before the update', () => {
    const { losses } = run(createTraining(leastSquares({}), 'broken', bound), 20);
    expect(losses[19]).toBeLessThan(losses[0]!);
    const again = run(createTraining(leastSquares({}), 'broken', bound), 1);
    expect(again.losses[0]).toBe(losses[0]);
  });

  it('takes the learning rate of certain parameters in place of the common one', () => {
    const one = run(createTraining(leastSquares({}), 'broken', bound), 1);
    const still = leastSquares({ optimizer: { kind: 'sgd', lr: 0, lrOf: { w: 'lr' } } as never });
    expect(run(createTraining(still, 'broken', bound), 1)).toEqual({ ...one, b: [0] });
  });

  it('clips the joint norm for the update and reports the gradient unclipped', () => {
    const clip = { globalNorm: 0.001 };
    const training = createTraining(
      leastSquares({ optimizer: { kind: 'sgd', lr: 1, clip } as never }),
      'broken',
      bound,
    );
    const axes = scalars();
    const { data, params, slots } = training.init(axes);
    const next = training.step({ axes, step: tf.scalar(0), params, slots, batch: data });
    const moved = Math.hypot(
      ...['w', 'b'].flatMap((name) => [...tf.sub(next.params[name]!, params[name]!).dataSync()]),
    );
    const gradient = Math.hypot(
      ...['w', 'b'].flatMap((name) => [...next.gradients[name]!.dataSync()]),
    );
    expect(moved).toBeCloseTo(0.001, 6);
    expect(gradient).toBeGreaterThan(0.1);
  });

  it('clips each element', () => {
    const training = createTraining(
      leastSquares({ optimizer: { kind: 'sgd', lr: 1, clip: { value: 0.01 } } as never }),
      'broken',
      bound,
    );
    const axes = scalars();
    const { data, params, slots } = training.init(axes);
    const next = training.step({ axes, step: tf.scalar(0), params, slots, batch: data });
    for (const moved of tf.sub(next.params.w!, params.w!).dataSync())
      expect(Math.abs(moved)).toBeCloseTo(0.01, 6);
  });

  it('leaves no tensor but those that it returns, and tells its phases in order', () => {
    const training = createTraining(
      leastSquares({ optimizer: { kind: 'adam', lr: 'lr' } as never }),
      'broken',
      bound,
    );
    const axes = scalars();
    const before = tf.memory().numTensors;
    const { data, params, slots } = training.init(axes);
    expect(Object.keys(slots).sort()).toEqual([
      'b/m',
      'b/v',
      'beta1/power',
      'beta2/power',
      'w/m',
      'w/v',
    ]);
    expect(tf.memory().numTensors - before).toBe(10);
    const phases: string[] = [];
    const step = tf.scalar(0);
    const result = training.step({ axes, step, params, slots, batch: data }, (phase) =>
      phases.push(phase),
    );
    expect(phases).toEqual(['forward', 'backward', 'optimizer']);
    expect(tf.memory().numTensors - before).toBe(10 + 1 + 1 + 2 + 2 + 6);
    const { loss, gradients, ...next } = result;
    for (const named of [gradients, next.params, next.slots, params, slots, data])
      tf.dispose(Object.values(named));
    tf.dispose([loss, step]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a parameter that the loss does not use', () => {
    const training = createTraining(
      leastSquares({ loss: ({ params }: { params: NamedTensors }) => tf.sum(params.w!) } as never),
      'broken',
      bound,
    );
    const axes = scalars();
    const { data, ...state } = training.init(axes);
    expect(() => training.step({ axes, step: tf.scalar(0), ...state, batch: data })).toThrow(
      "scenario least-squares: 'loss' must depend on every parameter",
    );
  });
});

describe('createTraining', () => {
  it('gives the same problem for one seed and another for another', () => {
    const draw = (seed: number, features: number) =>
      createTraining(leastSquares({}), 'broken', { structural: { features }, seed })
        .init(scalars())
        .data.x!.arraySync();
    expect(draw(1, 3)).toEqual(draw(1, 3));
    expect(draw(1, 3)).not.toEqual(draw(2, 3));
    expect((draw(1, 5) as number[][])[0]).toHaveLength(5);
  });

  it('refuses unknown variants, axes, values and seeds', () => {
    const scenario = leastSquares({});
    expect(() => createTraining(scenario, 'toString', bound)).toThrow('take one of broken, fixed');
    const at = (structural: Record<string, number | string>) =>
      createTraining(scenario, 'broken', { structural, seed: 1 });
    expect(() => at({ width: 3 })).toThrow('its axes are lr, decay, features');
    expect(() => at({ features: 10 })).toThrow('takes a whole number from 1 to 9, got 10');
    expect(() => at({ features: 1.5 })).toThrow('takes a whole number from 1 to 9, got 1.5');
    expect(() => at({ lr: NaN })).toThrow("'axes.lr' takes a finite number, got NaN");
    const training = createTraining(scenario, 'broken', { structural: {}, seed: -1 });
    expect(() => training.init(scalars())).toThrow("'seed' must be a whole number from 0");
  });

  it('fills in the defaults of a point', () => {
    expect(point(leastSquares({}), { lr: 3 })).toEqual({ lr: 3, decay: 0.9, features: 3 });
  });
});

describe('minibatches', () => {
  const batched = (size: number, replacement: boolean, recordedLoss: 'batch' | 'data' = 'batch') =>
    createTraining(
      leastSquares({ batches: minibatches({ size, replacement }), recordedLoss }),
      'broken',
      bound,
    );

  it('without replacement see every sample once per epoch', () => {
    const { batchRows } = batched(5, false);
    const rows = [4, 0, 1, 2, 3, 4].map((step) => batchRows(step)!);
    expect(rows[0]).toEqual(rows[5]);
    const inOrder = rows.slice(1).flatMap((each) => [...each]);
    const all = Array.from({ length: 12 }, (_, row) => row);
    expect(inOrder.slice(0, 12).toSorted((a, b) => a - b)).toEqual(all);
    expect(inOrder.slice(12, 24).toSorted((a, b) => a - b)).toEqual(all);
    expect(inOrder.slice(0, 12)).not.toEqual(inOrder.slice(12, 24));
  });

  it('with replacement repeat a sample now and then, and do not shift the draws of setup', () => {
    const training = batched(12, true);
    expect(new Set(training.batchRows(0)).size).toBeLessThan(12);
    expect(training.init(scalars()).data.x!.arraySync()).toEqual(
      batched(3, false).init(scalars()).data.x!.arraySync(),
    );
  });

  it('record the loss of all data where asked', () => {
    expect(batched(3, true).record).toBeUndefined();
    const training = batched(3, true, 'data');
    const axes = scalars();
    const { data, params } = training.init(axes);
    const full = createTraining(leastSquares({}), 'broken', bound);
    const recorded = training.record!({ axes, step: tf.scalar(0), params, data });
    expect(recorded.dataSync()[0]).toBe(run(full, 1).losses[0]);
  });

  it('take the same rows of every data tensor', () => {
    const { data } = batched(3, true).init(scalars());
    const rows = takeRows(data, Int32Array.of(11, 0));
    const all = data.y!.arraySync() as number[][];
    expect(rows.y!.arraySync()).toEqual([all[11], all[0]]);
    expect(rows.x!.shape).toEqual([2, 3]);
  });

  it('refuse to draw more than there is without replacement, and data of unequal length', () => {
    expect(() => batched(13, false).batchRows(0)).toThrow('must be at most the 12 samples');
    const uneven = leastSquares({
      batches: minibatches({ size: 2, replacement: true }),
      setup: () => ({
        params: { w: tf.zeros([3, 1]), b: tf.zeros([1]) },
        data: { x: tf.zeros([12, 3]), y: tf.zeros([4, 1]) },
      }),
    } as never);
    expect(() => createTraining(uneven, 'broken', bound).init(scalars())).toThrow(
      "'setup.data.y' must have the samples along its first dimension",
    );
  });
});
