import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watch, watchCallback } from '@brink/detectors';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../backends/use-backend.js';
import { brink, lastJson } from '../test-support/brink.js';
import { hasNativeTensorflow } from '../test-support/native.js';

let folder: string;
const inFolder = (name: string) => join(folder, name);

/** A model that overflows in its second step, saved by its callback. */
async function saveModel(directory: string): Promise<void> {
  const model = tfl.sequential({
    layers: [
      tfl.layers.dense({
        units: 4,
        inputShape: [2],
        activation: 'relu',
        kernelInitializer: 'ones',
      }),
      tfl.layers.dense({ units: 1, kernelInitializer: 'ones' }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(1e25), loss: 'meanSquaredError' });
  const x = tf.tensor2d([
    [3e4, 2e4],
    [1e4, 4e4],
  ]);
  await model.fit(x, tf.tensor2d([[1], [2]]), {
    epochs: 3,
    batchSize: 2,
    shuffle: false,
    verbose: 0,
    callbacks: watchCallback(model, {
      policy: 'stop',
      onEvent: (_event, snapshot) => snapshot?.save(directory),
    }),
  });
  tf.disposeVariables();
}

/** A recurrent model, whose weights start orthogonal, over a missing value. */
async function saveRecurrent(directory: string): Promise<void> {
  const start = { kernelInitializer: 'ones', recurrentInitializer: 'ones' } as const;
  const model = tfl.sequential({
    layers: [
      tfl.layers.gru({ units: 2, inputShape: [3, 1], ...start }),
      tfl.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const x = tf.tensor3d([[[1], [NaN], [1]]]);
  await model.fit(x, tf.ones([1, 1]), {
    verbose: 0,
    callbacks: watchCallback(model, {
      policy: 'stop',
      onEvent: (_event, snapshot) => snapshot?.save(directory),
    }),
  });
  tf.disposeVariables();
}

/** A custom loop that divides by the sum of what it predicts, 0 in its third step. */
function saveLoop(directory: string): void {
  const weight = tf.variable(tf.tensor2d([[1], [1]]), true, 'weight');
  let x = tf.tensor2d([[1, 2]]);
  const optimizer = watch(tf.train.adam(0), {
    policy: 'skip',
    onEvent: (_event, snapshot) => snapshot?.save(directory, { batch: { x } }),
  });
  for (x of [x, x, tf.tensor2d([[1, -1]])])
    optimizer.minimize(() => tf.div(1, tf.sum(tf.matMul(x, weight))) as tf.Scalar);
  tf.disposeVariables();
}

const trainFile = `import * as tf from '@tensorflow/tfjs';

export const weight = tf.variable(tf.zeros([2, 1]), true, 'weight');

export function loss({ batch }) {
  const predicted = tf.matMul(batch.x, weight);
  return tf.div(1, tf.sum(predicted));
}
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brink-explain-step-'));
  await useBackend('cpu');
  await saveModel(inFolder('model'));
  await saveRecurrent(inFolder('recurrent'));
  saveLoop(inFolder('loop'));
  writeFileSync(inFolder('train.js'), trainFile);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('brink explain-step', () => {
  it('runs a step of model.fit again from the saved model, and tells what broke it', async () => {
    const { code, stdout, stderr } = await brink(['explain-step', 'model'], { cwd: folder });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^step 1: \d Inf of \d in \S+, on cpu\nInf made by \w+ in the /);
    expect(stdout).toMatch(/^Why: {2}/m);
    expect(stdout).toMatch(/^Cure: /m);
  });

  it('runs a step of a custom loop through the loss that a file exports, and names its line', async () => {
    const { code, stdout, stderr } = await brink(['explain-step', 'loop', '--step', './train.js'], {
      cwd: folder,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^step 2: 1 Inf of 1 in loss, on cpu\nInf made by RealDiv in the forward/,
    );
    const line = trainFile.split('\n').findIndex((text) => text.includes('tf.div')) + 1;
    expect(stdout).toContain(`train.js:${line}:`);
  });

  it('builds a recurrent model again, which starts orthogonal where it says nothing else', async () => {
    const file = join(inFolder('recurrent'), 'step.json');
    // The test has not the whole of tfjs either, and so could not make such a model itself.
    const text = readFileSync(file, 'utf8');
    const orthogonal = '"recurrent_initializer":{"class_name":"Orthogonal","config":{"gain":1}},';
    const changed = text.replace(
      /"recurrent_initializer":\s*\{\s*"class_name":\s*"Ones",\s*"config":\s*\{\}\s*\},/,
      orthogonal,
    );
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    const { code, stdout, stderr } = await brink(['explain-step', 'recurrent'], { cwd: folder });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^NaN in what the step was given, met first by /m);
  });

  it('knows chained operations, as the whole of tfjs does', async () => {
    writeFileSync(
      inFolder('chained.js'),
      `import * as tf from '@tensorflow/tfjs';
      export const loss = ({ batch, variables }) => tf.scalar(1)
        .div(batch.x.matMul(variables.weight).sum().toFloat().as1D().concat(tf.tensor1d([])).asScalar());\n`,
    );
    const { stderr, stdout } = await brink(['explain-step', 'loop', '--step', 'chained.js'], {
      cwd: folder,
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Inf made by RealDiv in the forward pass, at chained\.js:\d+:\d+$/m);
  });

  it('gives the loss the variables too, for a file that makes none, and prints JSON', async () => {
    writeFileSync(
      inFolder('given.ts'),
      `import * as tf from '@tensorflow/tfjs-core';
      type Named = Record<string, tf.Tensor>;
      export const loss = ({ batch, variables }: { batch: Named; variables: Named }) =>
        tf.div(1, tf.sum(tf.matMul(batch.x!, variables.weight!)));\n`,
    );
    const finished = await brink(['explain-step', 'loop', '--step', 'given.ts', '--json'], {
      cwd: folder,
    });
    expect(lastJson(finished)).toMatchObject({
      event: { step: 2, site: 'loss' },
      backend: 'cpu',
      blame: { origin: { op: 'RealDiv', phase: 'forward' } },
    });
  });

  it('says so where the step comes out finite', async () => {
    writeFileSync(
      inFolder('finite.mjs'),
      "import * as tf from '@tensorflow/tfjs-core';\n" +
        'export const loss = ({ variables }) => tf.sum(tf.square(variables.weight));\n',
    );
    const { stdout } = await brink(['explain-step', 'loop', '--step', 'finite.mjs'], {
      cwd: folder,
    });
    expect(stdout).toMatch(/^All finite: /m);
    expect(stdout).toContain('It was not finite when it was saved');
  });

  it.skipIf(!hasNativeTensorflow)(
    'runs it on another backend than it ran on [needs native TensorFlow]',
    async () => {
      const { stdout } = await brink(['explain-step', 'model', '--backend', 'tensorflow'], {
        cwd: folder,
      });
      expect(stdout).toMatch(/, on cpu, run again on tensorflow\nInf made by /);
    },
  );

  it('refuses in one line what it cannot run', async () => {
    const manifest = JSON.parse(
      readFileSync(join(inFolder('loop'), 'step.json'), 'utf8'),
    ) as object;
    const change = (name: string, changed: object | string) => {
      rmSync(inFolder(name), { recursive: true, force: true });
      saveLoop(inFolder(name));
      writeFileSync(
        join(inFolder(name), 'step.json'),
        typeof changed === 'string' ? changed : JSON.stringify({ ...manifest, ...changed }),
      );
    };
    change('newer', { version: 2 });
    change('damaged', '{"format":');
    writeFileSync(inFolder('empty.js'), 'export const other = 1;\n');
    writeFileSync(inFolder('wider.js'), trainFile.replace('[2, 1]', '[3, 1]'));
    const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [['nowhere'], /holds no step\.json, got 'nowhere'/],
      [['newer'], /written by a newer Brink/],
      [['damaged'], /damaged step\.json: it is no JSON/],
      [['loop'], /custom loop, whose code is yours; give a file that exports the loss/],
      [['loop', '--step', 'gone.js'], /there is no step file .*gone\.js/],
      [['loop', '--step', 'empty.js'], /empty\.js exports no function named loss/],
      [
        ['loop', '--step', 'wider.js'],
        /'weight' as float32\[2, 1\], the program has it as float32\[3, 1\]/,
      ],
      [['loop', '--backend', 'abacus'], /--backend is abacus; give one of cpu, wasm, tensorflow/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await brink(['explain-step', ...args], { cwd: folder });
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(/^brink: [^\n]+\n$/);
      expect(code).toBe(2);
    }
  });
});
