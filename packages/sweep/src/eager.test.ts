import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { createTraining, type TrainingFunctions } from '@brink/scenarios';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runEagerly } from './eager.js';
import { leastSquares } from './test-support/least-squares.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const start = { tensors: 0 };
beforeAll(() => {
  start.tensors = tf.memory().numTensors;
});
afterEach(() => {
  // Every test of this file checks that nothing is left behind.
  expect(tf.memory().numTensors).toBe(start.tensors);
});

const trainingOf = (variant: string, structural = {}): TrainingFunctions =>
  createTraining(leastSquares, variant, { structural, seed: 3 });

/** A training whose tensors are what the test says, step by step. */
function scripted(
  steps: readonly {
    readonly loss: number;
    readonly recorded?: number;
    readonly gradients: readonly [number, number];
    readonly params: readonly [number, number];
  }[],
): TrainingFunctions {
  const pair = ([w, b]: readonly [number, number]) => ({
    w: tf.tensor1d([0, w, 0]),
    b: tf.scalar(b),
  });
  const at = (step: tf.Scalar) => steps[step.dataSync()[0]!]!;
  return {
    init: () => ({ params: pair([1, 1]), slots: {}, data: { x: tf.scalar(0) } }),
    step: ({ step }) => {
      const { loss, gradients, params } = at(step);
      return {
        loss: tf.scalar(loss),
        gradients: pair(gradients),
        params: pair(params),
        slots: {},
      };
    },
    batchRows: () => null,
    ...(steps[0]!.recorded !== undefined && {
      record: ({ step }) => tf.scalar(at(step).recorded!),
    }),
  };
}

const fine = { loss: 1, gradients: [1, 1], params: [1, 1] } as const;

describe('the backend wasm', () => {
  it('sees the first bad value where cpu does', async () => {
    const runs = [];
    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend);
      expect(tf.getBackend()).toBe(backend);
      const axes = { lr: 100, shift: 0 };
      runs.push(await runEagerly(trainingOf('broken'), axes, { steps: 200 }));
    }
    await tf.setBackend('cpu');
    const [cpu, wasm] = runs;
    expect(wasm!.firstBadStep).toBeGreaterThan(1);
    expect(Math.abs(wasm!.firstBadStep - cpu!.firstBadStep)).toBeLessThan(2);
    expect(wasm!.losses[1]! / cpu!.losses[1]!).toBeCloseTo(1, 4);
  });
});

describe('one cell in plain tfjs', () => {
  it('keeps the loss before each update, for as many steps as asked', async () => {
    const history = await runEagerly(trainingOf('broken'), { lr: 0.05, shift: 0 }, { steps: 40 });
    expect(history).toMatchObject({ firstBadStep: -1, site: null, badIsNaN: false });
    expect(history.losses).toHaveLength(40);
    expect(history.losses[39]).toBeLessThan(history.losses[0]!);
    const again = await runEagerly(trainingOf('broken'), { lr: 0.05, shift: 0 }, { steps: 40 });
    expect(again).toEqual(history);
  });

  it('stops at its first non-finite value', async () => {
    const history = await runEagerly(trainingOf('broken'), { lr: 100, shift: 0 }, { steps: 200 });
    expect(history.site).not.toBeNull();
    expect(history.firstBadStep).toBeGreaterThan(1);
    expect(history.losses).toHaveLength(history.firstBadStep + 1);
  });

  it('records the loss on all data where the scenario says so', async () => {
    const one = await runEagerly(trainingOf('minibatches'), { lr: 0.05, shift: 0 }, { steps: 3 });
    const all = await runEagerly(trainingOf('broken'), { lr: 0.05, shift: 0 }, { steps: 1 });
    expect(one.losses[0]).toBe(all.losses[0]);
    expect(one.losses).toHaveLength(3);
  });

  it.each([
    ['the loss before the gradients', { loss: NaN, gradients: [NaN, 1] }, 'loss', true],
    ['an infinite loss', { loss: -Infinity }, 'loss', false],
    [
      'the gradients in order',
      { gradients: [Infinity, NaN], params: [NaN, NaN] },
      'gradient:w',
      false,
    ],
    ['a later gradient alone', { gradients: [1, NaN] }, 'gradient:b', true],
    ['the parameters last', { params: [1, -Infinity] }, 'parameter:b', false],
    ['the first of two parameters', { params: [NaN, Infinity] }, 'parameter:w', true],
    ['the recorded loss', { recorded: Infinity, loss: NaN }, 'loss', false],
    [
      'the recorded loss alone where there is one',
      { recorded: 1, loss: NaN, gradients: [1, NaN] },
      'gradient:b',
      true,
    ],
  ])('looks at %s', async (_, change, site, badIsNaN) => {
    const first = 'recorded' in change ? { ...fine, recorded: 2 } : fine;
    const training = scripted([first, { ...fine, ...change } as typeof fine, fine]);
    const history = await runEagerly(training, {}, { steps: 3 });
    expect(history).toMatchObject({ firstBadStep: 1, site, badIsNaN });
    expect(history.losses).toHaveLength(2);
  });

  it('calls a tensor with an infinity and a NaN one with a NaN', async () => {
    const base = scripted([fine]);
    const training: TrainingFunctions = {
      ...base,
      step: (given) => {
        const result = base.step(given);
        result.params.w!.dispose();
        return { ...result, params: { ...result.params, w: tf.tensor1d([Infinity, NaN, 0]) } };
      },
    };
    const history = await runEagerly(training, {}, { steps: 1 });
    expect(history).toMatchObject({ site: 'parameter:w', badIsNaN: true });
  });

  it('gives sign of life before each step, and waits for a promise', async () => {
    const seen: number[] = [];
    await runEagerly(
      scripted([fine, fine, fine]),
      {},
      {
        steps: 3,
        heartbeat: async (step) => {
          await Promise.resolve();
          seen.push(step);
        },
      },
    );
    expect(seen).toEqual([0, 1, 2]);
  });

  it('shows each step to an observer, until the first that is not finite', async () => {
    const seen: (string | number)[] = [];
    const read = (tensors: Readonly<Record<string, tf.Tensor>>) => tensors.b!.dataSync()[0]!;
    const training = scripted([
      { loss: 5, recorded: 6, gradients: [1, 2], params: [1, 3] },
      { loss: 4, recorded: 6, gradients: [1, NaN], params: [1, 3] },
      fine,
    ]);
    await runEagerly(
      training,
      {},
      {
        steps: 3,
        observer: {
          begin: (params) => seen.push('begin', read(params())),
          forward: (run) => {
            seen.push('forward');
            return run();
          },
          end: (loss, gradients, params) =>
            seen.push('end', loss.dataSync()[0]!, read(gradients), read(params())),
          abandon: () => seen.push('abandon'),
        },
      },
    );
    expect(seen).toEqual(
      ['begin', 1, 'forward', 'end', 5, 2, 3].concat(['begin', 3, 'forward', 'abandon']),
    );
  });

  it('leaves no tensor where a step throws, in the middle or at the start', async () => {
    const base = scripted([fine, fine]);
    const throwing: TrainingFunctions = {
      ...base,
      step: (given) => {
        if (given.step.dataSync()[0] === 1) throw new Error('a step that throws');
        return base.step(given);
      },
    };
    await expect(runEagerly(throwing, { lr: 1 }, { steps: 2 })).rejects.toThrow(
      'a step that throws',
    );
    const unready: TrainingFunctions = {
      ...base,
      init: () => {
        throw new Error('no data');
      },
    };
    await expect(runEagerly(unready, { lr: 1 }, { steps: 2 })).rejects.toThrow('no data');
  });

  it('lives with tensors that a training returns unchanged', async () => {
    const training: TrainingFunctions = {
      init: (axes) => ({
        params: { w: axes.lr! },
        slots: { s: tf.scalar(1) },
        data: { x: axes.lr! },
      }),
      step: ({ params, slots }) => ({
        loss: tf.scalar(1),
        gradients: { w: params.w! },
        params,
        slots,
      }),
      batchRows: () => null,
    };
    const history = await runEagerly(training, { lr: 5 }, { steps: 4 });
    expect(history.losses).toHaveLength(4);
  });
});
