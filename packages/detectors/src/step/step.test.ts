import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blameSync } from '../blame/blame.js';
import { watchCallback } from '../watch/callback.js';
import { watch } from '../watch/watch.js';
import { parseManifest } from './manifest.js';
import { readStep } from './read.js';
import { restoreStep } from './restore.js';
import type { StepSnapshot } from './save.js';

let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = mkdtempSync(join(tmpdir(), 'brink-step-'));
});
afterEach(() => {
  tf.disposeVariables();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const optimizers: Readonly<Record<string, () => tf.Optimizer>> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.1),
  adam: () => tf.train.adam(0.1, 0.8),
  adamax: () => tf.train.adamax(0.1),
  rmsprop: () => tf.train.rmsprop(0.1, 0.9, 0.5, 1e-7, true),
};

/** Divides the weight by the batch, which is 0 in the third step. */
const quotient = (w: tf.Tensor, x: tf.Tensor) => tf.mean(tf.div(tf.square(w), x)) as tf.Scalar;

/** Trains until the third step fails, and saves it. */
function failing(optimizer: tf.Optimizer, directory: string): readonly number[] {
  const w = tf.variable(tf.tensor1d([1, 2]), true, 'w');
  let x = tf.tensor1d([1, 1]);
  const watched = watch(optimizer, {
    policy: 'skip',
    replay: false,
    onEvent: (_event, snapshot) => snapshot?.save(directory, { batch: { x } }),
  });
  for (const batch of [x, x, tf.tensor1d([0, 1])]) {
    x = batch;
    watched.minimize(() => quotient(w, x), false, [w]);
  }
  watched.release();
  return [...w.dataSync()];
}

describe('a saved step', () => {
  it.each(Object.keys(optimizers))('comes back with the batch, and %s goes on', (name) => {
    const directory = join(folder, name);
    const optimizer = optimizers[name]!();
    const held = failing(optimizer, directory);
    // The next update of the optimizer that was saved, on a batch that is sound.
    const sound = tf.tensor1d([1, 1]);
    const w = tf.engine().state.registeredVariables['w']!;
    optimizer.minimize(() => quotient(w, sound), false, [w]);
    const expected = [...w.dataSync()];
    expect(expected).not.toEqual(held);
    tf.disposeVariables();

    const saved = readStep(directory);
    expect(saved.manifest.event).toMatchObject({ step: 2, site: 'loss', infinite: 1 });
    const { variables, batch, trained, optimizer: again } = restoreStep(saved);
    expect([...variables['w']!.dataSync()]).toEqual(held);
    expect([...batch['x']!.dataSync()]).toEqual([0, 1]);
    expect(trained).toEqual([variables['w']]);
    again.minimize(() => quotient(variables['w']!, sound), false, trained);
    expect([...variables['w']!.dataSync()]).toEqual(expected);
  });

  it('makes the same first bad value under blame', () => {
    const directory = join(folder, 'blamed');
    failing(tf.train.adam(0.1), directory);
    tf.disposeVariables();
    const { variables, batch, trained, optimizer } = restoreStep(readStep(directory));
    const report = blameSync(() =>
      optimizer.minimize(() => quotient(variables['w']!, batch['x']!), true, trained),
    );
    expect(report.origin).toMatchObject({ op: 'RealDiv', phase: 'forward' });
    expect(report.origin?.line).toContain('step.test.ts');
  });

  it('puts its values into variables of the same name, and keeps every dtype', () => {
    const directory = join(folder, 'dtypes');
    const w = tf.variable(tf.scalar(3), true, 'named');
    const frozen = tf.variable(tf.tensor1d([1, 2, 3], 'int32'), false, 'frozen');
    const batch = { mask: tf.tensor1d([true, false, true], 'bool'), empty: tf.zeros([0, 4]) };
    const optimizer = watch(tf.train.sgd(Infinity), {
      policy: 'skip',
      replay: false,
      onEvent: (_event, snapshot) => snapshot?.save(directory, { batch }),
    });
    optimizer.minimize(() => tf.square(w) as tf.Scalar);
    w.assign(tf.scalar(7));
    frozen.assign(tf.tensor1d([0, 0, 0], 'int32'));
    const restored = restoreStep(readStep(directory));
    expect(restored.variables['named']).toBe(w);
    expect(w.dataSync()[0]).toBe(3);
    expect([...frozen.dataSync()]).toEqual([1, 2, 3]);
    expect([...restored.batch['mask']!.dataSync()]).toEqual([1, 0, 1]);
    expect(restored.batch['empty']!.shape).toEqual([0, 4]);
    expect(restored.trained).toBeUndefined();
    expect(restored.optimizer.getConfig()).toEqual({ learningRate: Infinity });
  });

  it('of model.fit holds the model, its loss and its batch', async () => {
    const directory = join(folder, 'model');
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 2, inputShape: [3], activation: 'relu' }),
        tf.layers.batchNormalization(),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' });
    const x = tf.tensor2d([
      [1, 2, NaN],
      [1, 2, 3],
    ]);
    await model.fit(x, tf.tensor2d([[1], [2]]), {
      epochs: 1,
      verbose: 0,
      shuffle: false,
      callbacks: watchCallback(model, {
        policy: 'stop',
        replay: false,
        onEvent: (_event, snapshot) => snapshot?.save(directory),
      }),
    });
    const { manifest, tensors } = readStep(directory);
    expect(manifest.model?.loss).toBe('meanSquaredError');
    expect(manifest.model?.topology).toMatchObject({ class_name: 'Sequential' });
    expect(manifest.model?.weights.length).toBe(model.weights.length);
    const names = tensors.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...manifest.model!.weights]));
    const batch = tensors.filter(({ group }) => group === 'batch');
    expect(batch.map(({ name }) => name.slice(0, 2))).toEqual(['x:', 'y:']);
    expect(batch[0]?.values).toEqual(x.dataSync());
  });

  it('of a model whose loss is a function says so', async () => {
    const directory = join(folder, 'function');
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    const loss = (y: tf.Tensor, p: tf.Tensor) => tf.div(y, tf.mul(p, 0));
    model.compile({ optimizer: 'sgd', loss });
    await model.fit(tf.ones([2, 1]), tf.ones([2, 1]), {
      verbose: 0,
      callbacks: watchCallback(model, {
        policy: 'stop',
        onEvent: (_event, snapshot) => snapshot?.save(directory),
      }),
    });
    expect(readStep(directory).manifest.model?.loss).toBeNull();
  });
});

describe('saving', () => {
  /** One failing step, with `act` as its event's reader. */
  const fail = (act: (snapshot: StepSnapshot | null) => void) => {
    const w = tf.variable(tf.scalar(1));
    watch(tf.train.sgd(1), {
      policy: 'skip',
      replay: false,
      onEvent: (_event, snapshot) => act(snapshot),
    }).minimize(() => tf.div(w, 0) as tf.Scalar);
  };

  it('is refused once the event is over', () => {
    let late: StepSnapshot | null = null;
    fail((snapshot) => (late = snapshot));
    expect(() => late?.save(join(folder, 'late'))).toThrow(
      "save: 'snapshot' is of a step that has passed; call it inside onEvent",
    );
  });

  it('refuses words in the batch, what is no tensor, and a directory that is a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const save = (directory: string, batch: Record<string, tf.Tensor>) => () =>
      fail((snapshot) => snapshot?.save(directory, { batch }));
    const at = join(folder, 'refused');
    expect(save(at, { x: tf.tensor1d(['a']) })).toThrow("'batch' has 'x' of dtype string");
    expect(save(at, { x: 3 as unknown as tf.Tensor })).toThrow("'x', which is no tensor");
    expect(save(file, {})).toThrow("save: 'directory' cannot be written: EEXIST");
  });

  it('is not possible under rollback where the snapshot is of an earlier step', () => {
    const seen: (StepSnapshot | null)[] = [];
    const w = tf.variable(tf.scalar(1));
    let divisor = 1;
    const watched = watch(tf.train.sgd(1), {
      policy: 'rollback',
      onEvent: (_event, snapshot) => seen.push(snapshot),
    });
    for (divisor of [1, 0]) watched.minimize(() => tf.div(w, divisor) as tf.Scalar);
    expect(seen).toEqual([null]);
  });
});

describe('reading', () => {
  const sound = () => {
    const directory = join(folder, 'sound');
    failing(tf.train.sgd(0.1), directory);
    tf.disposeVariables();
    return { directory, text: readFileSync(join(directory, 'step.json'), 'utf8') };
  };

  it('refuses a directory that holds no step', () => {
    expect(() => readStep(join(folder, 'nowhere'))).toThrow(
      /^readStep: 'directory' holds no step\.json, got '.*nowhere'; give the directory/,
    );
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['a newer version', (text) => text.replace('"version": 1', '"version": 2'), /newer Brink/],
    ['text cut short', (text) => text.slice(0, 100), /it is no JSON/],
    ['another format', (text) => text.replace('brink-step', 'run'), /format: /],
    ['a negative shape', (text) => text.replace(/"shape": \[\s+2/, '"shape": [-2'), /shape\.0: /],
    ['no mapping', () => '7', /the whole: /],
  ])('refuses %s', (_what, change, message) => {
    const { text } = sound();
    expect(() => parseManifest('there', change(text))).toThrow(message);
    expect(() => parseManifest('there', change(text))).toThrow("in 'there'");
  });

  it('refuses values that end too early', () => {
    const { directory } = sound();
    writeFileSync(join(directory, 'tensors.bin'), new Uint8Array(8));
    expect(() => readStep(directory)).toThrow(
      /tensors\.bin of 8 bytes, which ends before 'x' does/,
    );
  });
});

describe('restoring', () => {
  it('refuses a program whose variable has another shape', () => {
    const directory = join(folder, 'misfit');
    failing(tf.train.sgd(0.1), directory);
    tf.disposeVariables();
    tf.variable(tf.zeros([3]), true, 'w');
    expect(() => restoreStep(readStep(directory))).toThrow(
      "has 'w' as float32[2], the program has it as float32[3]",
    );
  });

  it('refuses an optimizer whose class is not registered', () => {
    const directory = join(folder, 'unknown');
    failing(tf.train.sgd(0.1), directory);
    tf.disposeVariables();
    const file = join(directory, 'step.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"SGD"', '"Lion"'));
    expect(() => restoreStep(readStep(directory))).toThrow("not registered, got 'Lion'");
  });
});
