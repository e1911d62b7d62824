import * as tf from '@tensorflow/tfjs';
import { describe, expect, it, vi } from 'vitest';
import { blameSync } from '../blame/blame.js';
import { findingText, type TrainingFinding } from '../rules/finding.js';
import { watchCallback } from './callback.js';
import { NonFiniteError, type Policy } from './event.js';
import { eventText, watch } from './watch.js';

/** A loss that is finite for the first `good` steps, then divides by zero. */
function fading(good: number) {
  const w = tf.variable(tf.tensor1d([1, 2]));
  let calls = 0;
  const loss = () =>
    tf.tidy(() => {
      calls += 1;
      const divisor = tf.scalar(calls > good ? 0 : 1);
      return tf.div(tf.sum(tf.square(w)), divisor) as tf.Scalar;
    });
  return { w, loss };
}

describe('watch', () => {
  it('changes nothing while all is finite, and leaks no tensor', () => {
    const plain = fading(100);
    const watched = fading(100);
    const a = tf.train.adam(0.1);
    const b = watch(tf.train.adam(0.1), { policy: 'throw' });
    const step = () => {
      a.minimize(plain.loss, false, [plain.w]);
      b.minimize(watched.loss, false, [watched.w]);
    };
    step();
    step();
    const { numTensors } = tf.memory();
    for (let i = 0; i < 5; i += 1) step();
    expect(tf.memory().numTensors).toBe(numTensors);
    // Between two steps nothing is held: an evaluation has all the memory.
    b.release();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect([...watched.w.dataSync()]).toEqual([...plain.w.dataSync()]);
    expect(b.events).toEqual([]);
  });

  it('throws with the step, the site, and the report of the step replayed', () => {
    const { w, loss } = fading(2);
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'throw' });
    optimizer.minimize(loss, false, [w]);
    optimizer.minimize(loss, false, [w]);
    const before = [...w.dataSync()];
    let thrown: unknown;
    try {
      optimizer.minimize(loss, false, [w]);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(NonFiniteError);
    const { event, message } = thrown as NonFiniteError;
    expect(event).toMatchObject({ step: 2, site: 'loss', infinite: 1 });
    expect(event.report?.origin).toMatchObject({ op: 'RealDiv', phase: 'forward' });
    expect(event.report?.origin?.line).toContain('watch.test.ts');
    expect(message).toMatch(/^step 2: 1 Inf of 1 in loss/);
    expect([...w.dataSync()]).toEqual(before);
    expect(JSON.parse(JSON.stringify(event))).toMatchObject({ event: 'non-finite' });
  });

  it.each<[Policy, number]>([
    ['skip', 2],
    ['stop', 1],
    ['rollback', 2],
  ])('under %s keeps the last good parameters and fires as often as it should', (policy, fires) => {
    const { w, loss } = fading(3);
    const optimizer = watch(tf.train.momentum(0.1, 0.9), {
      policy,
      snapshotEvery: 1,
      replay: false,
    });
    for (let i = 0; i < 3; i += 1) optimizer.minimize(loss, false, [w]);
    const before = [...w.dataSync()];
    for (let i = 0; i < 2; i += 1) optimizer.minimize(loss, false, [w]);
    expect([...w.dataSync()]).toEqual(before);
    expect(optimizer.events.length).toBe(fires);
    expect(optimizer.stopped).toBe(policy === 'stop');
  });

  it('rolls back to the last snapshot, and lowers the learning rate', () => {
    const { w, loss } = fading(3);
    const inner = tf.train.sgd(0.1);
    const optimizer = watch(inner, {
      policy: 'rollback',
      snapshotEvery: 5,
      learningRateFactor: 0.5,
    });
    const start = [...w.dataSync()];
    for (let i = 0; i < 4; i += 1) optimizer.minimize(loss, false, [w]);
    expect([...w.dataSync()]).toEqual(start);
    expect((inner as unknown as { learningRate: number }).learningRate).toBeCloseTo(0.05);
    // The snapshot is older than the step, so the step cannot be replayed from it.
    expect(optimizer.events[0]?.report).toBeNull();
    const { numTensors } = tf.memory();
    optimizer.release();
    expect(tf.memory().numTensors).toBeLessThan(numTensors);
  });

  it('restores what the optimizer keeps, also what its first step made', () => {
    const { w, loss } = fading(0);
    const optimizer = watch(tf.train.adam(0.1), { policy: 'skip', replay: false });
    optimizer.minimize(loss, false, [w]);
    for (const [name, variable] of Object.entries(tf.engine().state.registeredVariables))
      expect([...variable.dataSync()].every(Number.isFinite), name).toBe(true);
    expect([...w.dataSync()]).toEqual([1, 2]);
  });

  it('finds a failure of the optimizer alone, in the parameter', () => {
    const w = tf.variable(tf.scalar(1), true, 'lonely');
    const optimizer = watch(tf.train.adam(0.1, 0.9, 0.999, 1e-50), { policy: 'skip' });
    optimizer.minimize(() => tf.mul(w, 0) as tf.Scalar, false, [w]);
    expect(optimizer.events[0]).toMatchObject({ site: 'parameter:lonely', nan: 1 });
    expect(optimizer.events[0]?.report?.origin?.phase).toBe('optimizer');
    expect(w.dataSync()[0]).toBe(1);
  });

  it.each<[string, () => tf.Optimizer]>([
    ['sgd', () => tf.train.sgd(0.1)],
    ['sgd that stands still', () => tf.train.sgd(0)],
    ['momentum', () => tf.train.momentum(0.1, 0.9)],
    ['adagrad', () => tf.train.adagrad(0.1)],
    ['adadelta', () => tf.train.adadelta(0.1)],
    ['adam', () => tf.train.adam(0.1)],
    ['adamax', () => tf.train.adamax(0.1)],
    ['rmsprop', () => tf.train.rmsprop(0.1, 0.9, 0.5)],
    ['centered rmsprop', () => tf.train.rmsprop(0.1, 0.9, 0.5, 1e-7, true)],
  ])('finds every bad gradient under a finite loss, with %s', (_name, optimizer) => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const w = tf.variable(tf.tensor1d([1, 2]), true, 'w');
      const watched = watch(optimizer(), { policy: 'skip', replay: false });
      // Also after steps that filled what the optimizer keeps.
      watched.applyGradients({ w: tf.tensor1d([0.5, 0.5]) });
      watched.applyGradients({ w: tf.tensor1d([0.5, bad]) });
      expect(watched.events).toMatchObject([{ step: 1, site: 'gradient:w', size: 2 }]);
      expect([...w.dataSync()].every(Number.isFinite)).toBe(true);
      watched.dispose();
      w.dispose();
    }
  });

  it.each([1, 1024, 1025, 5000])('finds one bad value among %i, wherever it stands', (count) => {
    for (const at of [0, count - 1]) {
      const w = tf.variable(tf.ones([count]), true, 'w');
      const values = new Float32Array(count).fill(0.5);
      values[at] = NaN;
      const watched = watch(tf.train.sgd(0.1), { policy: 'skip', replay: false });
      watched.applyGradients({ w: tf.tensor1d(values) });
      expect(watched.events).toMatchObject([{ site: 'gradient:w', nan: 1, size: count }]);
      watched.dispose();
      w.dispose();
    }
  });

  it('sums the gradients too, under an optimizer that may clip them', () => {
    class Clipping extends tf.SGDOptimizer {
      override applyGradients(gradients: Record<string, tf.Tensor>) {
        super.applyGradients(
          Object.fromEntries(
            Object.entries(gradients).map(([name, one]) => [name, tf.clipByValue(one, -1, 1)]),
          ),
        );
      }
    }
    const w = tf.variable(tf.scalar(1), true, 'clipped');
    const watched = watch(new Clipping(0.1), { policy: 'skip', replay: false });
    watched.applyGradients({ clipped: tf.scalar(Infinity) });
    expect(watched.events).toMatchObject([{ site: 'gradient:clipped', infinite: 1 }]);
    expect(w.dataSync()[0]).toBe(1);
  });

  it.each([2, 5000])('is not fooled by a sum of %i finite values that overflows', (count) => {
    const w = tf.variable(tf.fill([count], 3e38));
    const optimizer = watch(tf.train.sgd(0), { policy: 'throw' });
    optimizer.minimize(() => tf.mean(tf.mul(w, 1e-38)) as tf.Scalar, false, [w]);
    expect(optimizer.events).toEqual([]);
  });

  it('reads one number a step from a backend that is not in the memory of the process', async () => {
    const before = tf.getBackend();
    await tf.setBackend('cpu');
    const far = tf.backend() as tf.KernelBackend;
    tf.registerBackend('far', () => Object.create(far) as tf.KernelBackend);
    tf.copyRegisteredKernels('cpu', 'far');
    await tf.setBackend('far');
    const weights = [2, 2000].map((count) => tf.variable(tf.ones([count]), true, `far-${count}`));
    const watched = watch(tf.train.sgd(0.1), { policy: 'skip', replay: false });
    const read = vi.spyOn(tf.backend() as tf.KernelBackend, 'readSync');
    const step = (factor: number) =>
      watched.minimize(
        () => tf.mul(tf.addN(weights.map((one) => tf.sum(one))), factor) as tf.Scalar,
        false,
        weights,
      );
    step(1);
    expect(read).toHaveBeenCalledTimes(1);
    step(NaN);
    expect(watched.events).toMatchObject([{ step: 1, site: 'loss', nan: 1 }]);
    watched.dispose();
    for (const one of weights) one.dispose();
    await tf.setBackend(before);
    tf.removeBackend('far');
  });

  it('watches gradients that are applied by hand', () => {
    const w = tf.variable(tf.scalar(1), true, 'by-hand');
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'skip' });
    optimizer.applyGradients({ 'by-hand': tf.scalar(NaN) });
    expect(optimizer.events[0]).toMatchObject({ site: 'gradient:by-hand' });
    expect(eventText(optimizer.events[0]!)).toContain('1 NaN of 1 in gradient:by-hand');
    expect(w.dataSync()[0]).toBe(1);
  });

  it('tells what the rules find while all is finite, once each, and holds no tensor more', () => {
    const kernels = tf.getKernelsForBackend(tf.getBackend());
    const w = tf.variable(tf.tensor2d([[1], [2]]), true, 'unmoved');
    const found: TrainingFinding[] = [];
    const optimizer = watch(tf.train.sgd(1e-12), {
      policy: 'throw',
      rules: ['update-too-small', 'update-too-large'],
      every: 3,
      onFinding: (finding) => found.push(finding),
    });
    const step = () => optimizer.minimize(() => tf.sum(tf.square(w)), false, [w]);
    step();
    const { numTensors } = tf.memory();
    for (let i = 0; i < 9; i += 1) step();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(found).toEqual(optimizer.findings);
    expect(found.map(({ rule, step, site }) => ({ rule, step, site }))).toEqual([
      { rule: 'update-too-small', step: 6, site: 'parameter:unmoved' },
    ]);
    expect(JSON.parse(JSON.stringify(found[0]))).toEqual(found[0]);
    expect(findingText(found[0]!)).toMatch(
      /^step 6: the weight does not move, in parameter:unmoved\nWhy: {2}the learning rate .*\n {6}.*\d.*\nCure: raise/,
    );
    expect(findingText({ ...found[0]!, line: `${process.cwd()}/train.js:3:1` })).toContain(
      ', in parameter:unmoved, at train.js:3:1\n',
    );
    const plain = tf.memory().numTensors;
    optimizer.release();
    expect(tf.memory().numTensors).toBe(plain);
    expect(tf.getKernelsForBackend(tf.getBackend())).toEqual(kernels);
  });

  it('asks the rules under blame too, but for those on activations', () => {
    const w = tf.variable(tf.tensor2d([[1]]));
    const optimizer = watch(tf.train.sgd(0.1), { policy: 'throw', rules: 'all', every: 1 });
    const report = blameSync(() => optimizer.minimize(() => tf.sum(tf.square(w)), true, [w]));
    expect(report).toMatchObject({ finite: true, origin: null });
    expect(optimizer.findings).toEqual([]);
  });

  it.each([
    [
      { policy: 'skip' as const, rules: ['no-such'] },
      "'rules' has no rule of the name, got no-such",
    ],
    [
      { policy: 'skip' as const, rules: 'all' as const, every: 0.5 },
      "'every' must be a whole number",
    ],
    [{ policy: 'explode' as Policy }, "watch: 'policy' is not known, got explode"],
    [
      { policy: 'skip' as const, snapshotEvery: 0 },
      "'snapshotEvery' must be a whole number from 1, got 0",
    ],
    [{ policy: 'skip' as const, learningRateFactor: 2 }, "'learningRateFactor' must be above 0"],
  ])('refuses the options %j', (options, message) => {
    expect(() => watch(tf.train.sgd(1), options)).toThrow(message);
  });
});

describe('watchCallback', () => {
  it('finds the dead units of a model in model.fit, with the layer', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 6,
          inputShape: [2],
          activation: 'relu',
          name: 'deadly',
          kernelInitializer: tf.initializers.glorotNormal({ seed: 1 }),
          biasInitializer: tf.initializers.constant({ value: -9 }),
        }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const callback = watchCallback(model, { policy: 'stop', rules: ['dead-relu'], every: 2 });
    const x = tf.randomNormal([128, 2], 0, 1, 'float32', 3);
    await model.fit(x, tf.ones([128, 1]), {
      epochs: 2,
      batchSize: 32,
      verbose: 0,
      callbacks: callback,
    });
    expect(callback.findings).toMatchObject([
      { rule: 'dead-relu', site: 'activation:relu(deadly/kernel)' },
    ]);
    expect(callback.findings[0]?.evidence).toMatch(/^6 of 6 units are 0/);
  });

  it('stops model.fit at the first bad step, with the report, and gives the optimizer back', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const optimizer = tf.train.sgd(1e30);
    model.compile({ optimizer, loss: 'meanSquaredError' });
    const callback = watchCallback(model, { policy: 'stop' });
    const x = tf.tensor2d([
      [1e5, 2e5],
      [3e5, 1e5],
    ]);
    const { epoch } = await model.fit(x, tf.tensor2d([[1], [2]]), {
      epochs: 20,
      verbose: 0,
      callbacks: callback,
    });
    expect(epoch.length).toBeLessThan(20);
    expect(callback.events[0]?.report?.origin?.op).toBeDefined();
    expect(model.optimizer).toBe(optimizer);
    for (const weight of model.getWeights())
      expect([...weight.dataSync()].every(Number.isFinite)).toBe(true);
  });
});
