import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blame, blameSync } from './blame.js';
import { reportText } from './text.js';

/** The kernels of the backend by name: what they are must be theirs again after every test. */
const kernels = () =>
  new Map(tf.getKernelsForBackend('cpu').map((kernel) => [kernel.kernelName, kernel]));
let plain: ReturnType<typeof kernels>;
beforeEach(async () => {
  await tf.setBackend('cpu');
  plain = kernels();
});
afterEach(() => {
  expect(tf.getBackend()).toBe('cpu');
  const after = kernels();
  expect(after.size).toBe(plain.size);
  expect([...plain].filter(([name, kernel]) => after.get(name) !== kernel)).toEqual([]);
});

const here = /blame\.test\.ts:\d+:\d+$/;

describe('blame', () => {
  it('names the first bad operation of the forward pass, its line and its inputs', () => {
    const a = tf.tensor1d([1, 0]);
    const report = blameSync(() => tf.sum(tf.mul(tf.log(a), 0)));
    expect(report.finite).toBe(false);
    expect(report.origin).toMatchObject({ op: 'Log', phase: 'forward', forwardOf: null });
    expect(report.origin?.line).toMatch(here);
    expect(report.origin?.inputs[0]?.health.zero).toBe(1);
    expect(report.cascade.map(({ op }) => op)).toEqual(['Multiply', 'Sum']);
    expect(report.badResults.map(({ site }) => site)).toEqual(['loss']);
  });

  it('finds what fails in the backward pass only, and the forward operation it belongs to', () => {
    const { value, report } = (() => {
      const x = tf.scalar(-104);
      const f = tf.valueAndGrad((v: tf.Tensor) => tf.sqrt(tf.exp(v)));
      let value = NaN;
      const report = blameSync(() => {
        const result = f(x);
        value = result.value.dataSync()[0]!;
        return result.grad;
      });
      return { value, report };
    })();
    expect(value).toBe(0);
    expect(report.origin).toMatchObject({
      phase: 'backward',
      forwardOf: { op: 'Sqrt', phase: 'forward' },
    });
    expect(report.origin?.forwardOf?.line).toMatch(here);
    expect(report.diagnosis?.rule).toBe('sqrt-gradient-at-zero');
  });

  it('finds what fails in the optimizer only, and the parameter that it reached', () => {
    const w = tf.variable(tf.scalar(2), true, 'weight-of-adam');
    const optimizer = tf.train.adam(0.1, 0.9, 0.999, 1e-50);
    const report = blameSync(() => optimizer.minimize(() => tf.mul(w, 0) as tf.Scalar, true, [w]));
    expect(report.origin).toMatchObject({ op: 'RealDiv', phase: 'optimizer' });
    expect(report.badResults.map(({ site }) => site)).toContain('parameter:weight-of-adam');
    w.dispose();
    optimizer.dispose();
  });

  it('says that a bad value came in, and does not call the operation that met it the culprit', () => {
    const report = blameSync(() => tf.relu(tf.tensor1d([NaN])));
    expect(report.origin).toMatchObject({ op: 'Relu', phase: 'data' });
    expect(reportText(report)).toContain('in what the step was given, met first by Relu');
  });

  it('lists operations that hid a bad value', () => {
    const report = blameSync(() => tf.softmax(tf.tensor1d([-Infinity, 0])), {
      allow: [{ op: 'none' }],
    });
    expect(report.hidden.map(({ op }) => op)).toContain('Softmax');
  });

  it('takes infinities that are meant as they are, by value, by operation and by line', () => {
    const step = () => tf.softmax(tf.add(tf.tensor1d([0, 1]), tf.log(tf.tensor1d([0, 1]))));
    expect(blameSync(step).origin?.op).toBe('Log');
    expect(blameSync(step, { allow: [{ value: -Infinity }] }).finite).toBe(true);
    const byOperation = { allow: [{ op: 'Log' }, { op: 'Add' }] };
    expect(blameSync(step, byOperation).finite).toBe(true);
    const { line } = blameSync(step).origin!;
    expect(blameSync(step, { allow: [{ line: line! }, { op: 'Add' }] }).finite).toBe(true);
  });

  it('prefers the origin that reached the results to one that came to nothing', () => {
    const report = blameSync(() => {
      tf.log(tf.tensor1d([0]));
      return tf.exp(tf.tensor1d([100]));
    });
    expect(report.origin?.op).toBe('Exp');
  });

  it('gives the same results, gradients and memory as the step without it', async () => {
    const make = () => {
      const w = tf.variable(
        tf.tensor2d([
          [1, -2],
          [3, 4],
        ]),
      );
      const f = () =>
        tf.tidy(() => tf.mean(tf.square(tf.matMul(tf.tensor2d([[1, 2]]), w))) as tf.Scalar);
      return { w, f };
    };
    const plain = make();
    const checked = make();
    const optimizer = tf.train.sgd(0.1);
    const count = tf.memory().numTensors;
    const expected = optimizer.minimize(plain.f, true, [plain.w])!.dataSync()[0];
    const grown = tf.memory().numTensors - count;
    let found = NaN;
    const again = tf.memory().numTensors;
    const report = await blame(() => {
      const loss = optimizer.minimize(checked.f, true, [checked.w])!;
      found = loss.dataSync()[0]!;
      return loss;
    });
    expect(report.finite).toBe(true);
    expect(report.operations).toBeGreaterThan(5);
    expect(found).toBe(expected);
    expect([...checked.w.dataSync()]).toEqual([...plain.w.dataSync()]);
    expect(tf.memory().numTensors - again).toBe(grown);
  });

  it('leaves the backend its name, by which code chooses its formulas', () => {
    const names: string[] = [];
    blameSync(() => {
      names.push(tf.getBackend());
    });
    expect(names).toEqual(['cpu']);
  });

  it('records on when the step itself chooses the backend that is active', async () => {
    const report = await blame(async () => {
      await tf.setBackend('cpu');
      return tf.log(tf.tensor1d([0]));
    });
    expect(report.origin?.op).toBe('Log');
  });

  it('throws again what a sound step threw, and reports what a bad one threw', () => {
    expect(() =>
      blameSync(() => {
        throw new Error('mine');
      }),
    ).toThrow('mine');
    const report = blameSync(() => {
      tf.log(tf.tensor1d([0]));
      throw new Error('loss is not finite');
    });
    expect(report.error).toBe('loss is not finite');
    expect(report.origin?.op).toBe('Log');
  });

  it('refuses a step inside a step, and a promise in blameSync', () => {
    expect(() =>
      blameSync(() => {
        blameSync(() => undefined);
      }),
    ).toThrow('inside another blamed step');
    expect(() => blameSync((() => Promise.resolve()) as unknown as () => undefined)).toThrow(
      'returned a promise',
    );
  });
});

describe('a step of a tfjs-layers model', () => {
  const model = () => {
    const dense = tf.sequential({
      layers: [
        tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'zeros', name: 'only' }),
      ],
    });
    const loss = (y: tf.Tensor, p: tf.Tensor) => tf.div(y, tf.sum(p));
    dense.compile({ optimizer: 'sgd', loss });
    return dense;
  };

  it('has its loss, which it gives as a number, among the results', async () => {
    const report = await blame(
      () => model().trainOnBatch(tf.ones([1, 2]), tf.ones([1, 1])) as Promise<number>,
    );
    expect(report.badResults[0]).toMatchObject({ site: 'loss' });
    expect(report.origin).toMatchObject({ op: 'RealDiv', phase: 'forward' });
    tf.disposeVariables();
  });

  it('is told with the parameter that went in last, and the line of the step', async () => {
    const net = model();
    net.layers[0]!.setWeights([tf.fill([2, 1], 1e30), tf.zeros([1])]);
    net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const report = await blame(
      () => net.trainOnBatch(tf.ones([1, 2]), tf.ones([1, 1])) as Promise<number>,
    );
    expect(report.origin).toMatchObject({ line: null, phase: 'forward' });
    expect(report.origin?.parameter).toMatch(/^only\/kernel/);
    expect(report.origin?.stepLine).toMatch(here);
    expect(reportText(report)).toMatch(
      /^Inf made by Multiply in the forward pass, in the step at .*blame\.test\.ts:\d+:\d+\n {2}after the parameter only\/kernel/,
    );
    tf.disposeVariables();
  });
});

describe('what came in', () => {
  const named = (values: number[], name: string): tf.Variable =>
    tf.variable<tf.Rank>(tf.tensor1d(values), true, name);

  it('in a parameter is of the phase init, with its name', () => {
    const w = named([NaN, 1], 'broken');
    const report = blameSync(() => tf.train.sgd(1).minimize(() => tf.sum(w), true, [w]));
    expect(report.origin).toMatchObject({ phase: 'init', cameIn: true });
    expect(report.diagnosis?.rule).toBe('bad-parameter');
    expect(reportText(report)).toMatch(
      /^NaN in the parameter broken before the step, met first by /,
    );
    w.dispose();
  });

  it('in what the optimizer keeps is told as that', () => {
    const w = named([1, 1], 'kept');
    const optimizer = tf.train.momentum(0.1, 0.9);
    optimizer.applyGradients([{ name: 'kept', tensor: tf.tensor1d([NaN, 0]) }]);
    w.assign(tf.tensor1d([1, 1]));
    const report = blameSync(() => optimizer.minimize(() => tf.sum(w), true, [w]));
    expect(reportText(report)).toMatch(/^NaN in the optimizer slot \d+ before the step/);
    expect(report.diagnosis?.rule).toBe('bad-parameter');
    optimizer.dispose();
    w.dispose();
  });

  it('as a learning rate is of the phase optimizer', () => {
    const w = named([1], 'rate');
    const report = blameSync(() => tf.train.adam(NaN).minimize(() => tf.sum(w), true, [w]));
    expect(report.origin).toMatchObject({ phase: 'optimizer', cameIn: true });
    expect(reportText(report)).toMatch(/^NaN in a number of the optimizer, met first by Multiply/);
    w.dispose();
  });
});

describe('a loss that the step keeps to itself', () => {
  it('is a result too', () => {
    const w = tf.variable(tf.scalar(1));
    const report = blameSync(() => {
      tf.train.sgd(0).minimize(() => tf.add(tf.mul(w, 0), tf.log(tf.scalar(0))), false, [w]);
    });
    expect(report.finite).toBe(false);
    expect(report.badResults.map(({ site }) => site)).toEqual(['loss']);
    w.dispose();
  });
});

describe('reportText', () => {
  it('has what, where, why and cure in at most 25 lines', () => {
    const text = reportText(blameSync(() => tf.sum(tf.log(tf.tensor1d([0, 1])))));
    const lines = text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(lines[0]).toMatch(/^Inf made by Log in the forward pass, at .*blame\.test\.ts:\d+:\d+$/);
    expect(text).toContain('Why:  the logarithm of zero');
    expect(text).toContain('Cure: ');
    expect(text).toContain('reached the loss');
  });

  it('says that all was finite', () => {
    expect(reportText(blameSync(() => tf.add(1, 2)))).toMatch(/^All finite: \d+ operations/);
  });
});
