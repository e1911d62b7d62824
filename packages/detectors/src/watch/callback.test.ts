/** `watchCallback` over trainings that end with an error, come again, or have other callbacks. */
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { watchCallback } from './callback.js';
import { NonFiniteError } from './event.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

function dense(loss: string | ((y: tf.Tensor, p: tf.Tensor) => tf.Tensor) = 'meanSquaredError') {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  model.compile({ optimizer: 'adam', loss, metrics: ['mae'] });
  return { model, optimizer: model.optimizer };
}
const bad = () => ({
  x: tf.tensor2d([
    [1, 2],
    [NaN, 1],
  ]),
  y: tf.ones([2, 1]),
});
const options = { verbose: 0, batchSize: 1, shuffle: false };

describe('watchCallback', () => {
  it('gives the optimizer back after a step that threw, so that the next fit is explained too', async () => {
    const { model, optimizer } = dense();
    const { x, y } = bad();
    const guard = watchCallback(model, { policy: 'throw' });
    for (const count of [1, 2]) {
      await expect(model.fit(x, y, { ...options, callbacks: guard })).rejects.toBeInstanceOf(
        NonFiniteError,
      );
      expect(model.optimizer).toBe(optimizer);
      expect(guard.events.length).toBe(count);
      expect(guard.events.at(-1)?.report?.diagnosis?.rule).toBe('missing-values');
    }
  });

  it("gives the optimizer back after an error of the user's loss, and holds nothing", async () => {
    let calls = 0;
    const { model, optimizer } = dense((y, p) => {
      calls += 1;
      if (calls === 2) throw new Error('mine');
      return tf.mean(tf.square(tf.sub(y, p)));
    });
    const [x, y] = [tf.ones([2, 2]), tf.ones([2, 1])];
    const guard = watchCallback(model, { policy: 'rollback' });
    await expect(model.fit(x, y, { ...options, callbacks: guard })).rejects.toThrow('mine');
    expect(model.optimizer).toBe(optimizer);
    await model.fit(x, y, { ...options, callbacks: guard });
    const { numTensors } = tf.memory();
    await model.fit(x, y, { ...options, callbacks: guard });
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('stands beside a callback of tfjs-layers, and beside another of its kind', async () => {
    const { model, optimizer } = dense();
    const { x, y } = bad();
    const guard = watchCallback(model, { policy: 'skip' });
    const other = watchCallback(model, { policy: 'stop' });
    await model.fit(x, y, {
      ...options,
      callbacks: [tf.callbacks.earlyStopping({ monitor: 'loss' }), guard, other],
    });
    expect([guard, other].map(({ events }) => events.length)).toEqual([1, 1]);
    expect(other.events[0]?.report?.diagnosis?.rule).toBe('missing-values');
    expect(model.optimizer).toBe(optimizer);
  });

  it('leaks nothing over many trainings with failing steps and metrics', async () => {
    const { model } = dense();
    const { x, y } = bad();
    const train = () =>
      model.fit(x, y, { ...options, callbacks: watchCallback(model, { policy: 'skip' }) });
    await train();
    const { numTensors } = tf.memory();
    for (let count = 0; count < 5; count += 1) await train();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('leaves the losses of several outputs to the logs, over failing steps too', async () => {
    const input = tf.input({ shape: [2] });
    const heads = [1, 2].map((units) => tf.layers.dense({ units }).apply(input));
    const model = tf.model({ inputs: input, outputs: heads as tf.SymbolicTensor[] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] });
    const { x, y } = bad();
    const train = async () => {
      const guard = watchCallback(model, { policy: 'skip' });
      await model.fit(x, [y, tf.ones([2, 2])], { ...options, callbacks: guard });
      return guard.events.length;
    };
    expect(await train()).toBe(1);
    const { numTensors } = tf.memory();
    await train();
    // The targets of the second training are its own.
    expect(tf.memory().numTensors).toBe(numTensors + 1);
  });

  it('goes on over batches that are sound after a skipped one, with fitDataset and validation', async () => {
    const { model } = dense();
    const { x, y } = bad();
    const batches = tf.data
      .zip<{ xs: tf.Tensor; ys: tf.Tensor }>({
        xs: tf.data.array(x.arraySync() as number[][]),
        ys: tf.data.array(y.arraySync() as number[][]),
      })
      .batch(1);
    const guard = watchCallback(model, { policy: 'skip' });
    const before = model.getWeights().map((weight) => [...weight.dataSync()]);
    const { history } = await model.fitDataset(batches, {
      epochs: 3,
      verbose: 0,
      callbacks: guard,
      validationData: [tf.ones([2, 2]), tf.ones([2, 1])],
    });
    expect(guard.events.map(({ step }) => step)).toEqual([1, 3, 5]);
    expect(history['val_loss']?.every((loss) => Number.isFinite(loss))).toBe(true);
    const after = model.getWeights().map((weight) => [...weight.dataSync()]);
    expect(after).not.toEqual(before);
    expect(after.flat().every(Number.isFinite)).toBe(true);
  });

  it('refuses a model that is not compiled, or was compiled again since', async () => {
    const plain = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    expect(() => watchCallback(plain, { policy: 'stop' })).toThrow("'model' is not compiled");
    const { model } = dense();
    const guard = watchCallback(model, { policy: 'stop' });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await expect(
      model.fit(tf.ones([2, 2]), tf.ones([2, 1]), { ...options, callbacks: guard }),
    ).rejects.toThrow("'model' was compiled again since; make the callback after");
  });
});
