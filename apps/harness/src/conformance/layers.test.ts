/** Every layer, activation, loss and optimizer of tfjs, traced, compiled and trained beside plain tfjs. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../backends/use-backend.js';
import {
  compiledLosses,
  eagerLosses,
  type PlainTraining,
} from '../test-support/traced-training.js';
import { layersModels, type LayersModel } from './layers-models.js';
import { plainLosses } from './plain-losses.js';

beforeAll(async () => {
  await useBackend('cpu');
});

const steps = 3;

/** Numbers without pattern in [-1, 1). */
function noise(size: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** What tfjs-layers keeps to itself of a weight. */
interface Held {
  val: tf.Tensor;
}

/** Runs with these tensors in place of the weights, which are put back. */
function withWeights<T>(
  weights: readonly tf.LayerVariable[],
  tensors: readonly tf.Tensor[],
  run: () => T,
): T {
  const held = weights as unknown as readonly Held[];
  const before = held.map(({ val }) => val);
  held.forEach((weight, at) => {
    weight.val = tensors[at]!;
  });
  try {
    return run();
  } finally {
    held.forEach((weight, at) => {
      weight.val = before[at]!;
    });
  }
}

/** The layers are built outside of any trace; each call of the loss puts the weights that it is given in them. */
function trainingOf({ input, layers, vocabulary }: LayersModel): PlainTraining {
  const made = layers();
  const drawn = noise(sizeOf(input), 5);
  const values = vocabulary ? drawn.map((v) => Math.floor(((v + 1) / 2) * vocabulary)) : drawn;
  const forward = () => {
    let x: tf.Tensor = tf.tensor(values, [...input], 'float32');
    for (const layer of made) x = layer.apply(x, { training: true }) as tf.Tensor;
    return x;
  };
  tf.tidy(forward);
  const trainable = made.flatMap((layer) => layer.trainableWeights);
  // Batch normalisation assigns to its moving averages.
  const assigned = made.flatMap((layer) => layer.nonTrainableWeights);
  const weights = Object.fromEntries(
    trainable.map(({ shape }, at) => [
      `w${at}`,
      { shape: shape as number[], values: noise(sizeOf(shape as number[]), at + 1) },
    ]),
  );
  return {
    weights,
    loss: (given) => {
      const moving = assigned.map(({ shape }) => tf.variable(tf.zeros(shape as number[])));
      const y = withWeights(
        [...trainable, ...assigned],
        [...Object.values(given), ...moving],
        forward,
      );
      return tf.mean(tf.mul(y, tf.sin(y)));
    },
    update: descent,
    steps,
  };
}

/** Losses of steps that a training reaches only if every gradient before was right. */
async function expectSameLosses(training: PlainTraining): Promise<void> {
  const compiled = await compiledLosses(training);
  const eager = eagerLosses(training);
  expect(compiled).toHaveLength(steps);
  expect(new Set(eager).size, String(eager)).toBe(steps);
  eager.forEach((loss, step) => {
    expect(Math.abs(compiled[step]! - loss)).toBeLessThan(1e-4 * Math.abs(loss) + 1e-6);
  });
}

const descent: PlainTraining['update'] = (weight, gradient) =>
  tf.sub(weight, tf.mul(0.1, gradient));

describe('a model of tfjs-layers, compiled, trains as in plain tfjs:', () => {
  it.each(layersModels.map((model) => [model.name, model] as const))('%s', async (_, model) => {
    await expectSameLosses(trainingOf(model));
  });
});

const predictions = { predictions: { shape: [4, 3], values: noise(12, 9) } };

describe('a loss, compiled, trains as in plain tfjs:', () => {
  it.each(plainLosses.map((one) => [one.name, one] as const))('%s', async (_, { loss }) => {
    await expectSameLosses({
      weights: predictions,
      loss: ({ predictions: x }) => tf.mean(loss(x!)),
      update: descent,
      steps,
    });
  });
});

const optimizers: Readonly<Record<string, () => tf.Optimizer>> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  'momentum of Nesterov': () => tf.train.momentum(0.1, 0.9, true),
  rmsprop: () => tf.train.rmsprop(0.1, 0.9, 0.5),
  // Centred, tfjs takes epsilon off under the root: NaN where a gradient is small.
  'rmsprop, centred': () => tf.train.rmsprop(0.1, 0.9, 0.5, 0, true),
  adam: () => tf.train.adam(0.1),
  adadelta: () => tf.train.adadelta(0.1),
  adamax: () => tf.train.adamax(0.1),
  adagrad: () => tf.train.adagrad(0.1),
};

describe('an optimizer of tf.train, begun anew in each step and compiled, updates as in plain tfjs:', () => {
  it.each(Object.entries(optimizers))('%s', async (_, make) => {
    await expectSameLosses({
      weights: predictions,
      loss: ({ predictions: x }) => tf.mean(tf.pow(tf.sub(x!, 0.3), 4)),
      update: (weight, gradient) => {
        const variable = tf.variable(weight);
        make().applyGradients({ [variable.name]: gradient });
        return variable.clone();
      },
      steps,
    });
  });

  it('names every one that tfjs has', () => {
    const made = Object.getOwnPropertyNames(tf.train).filter((name) => name in tf.train);
    const known = Object.keys(optimizers).map((name) => name.split(/\W/)[0]);
    expect(made.filter((name) => typeof tf.train[name as 'sgd'] === 'function').sort()).toEqual(
      [...new Set(known)].sort(),
    );
  });
});
