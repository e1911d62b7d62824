import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brink } from '../test-support/brink.js';
import { hasNativeTensorflow } from '../test-support/native.js';
import { createFolder, leastSquares, type Folder } from '../test-support/scenario-files.js';

interface RunFile {
  readonly engine: { readonly name: string; readonly fallback: string | null };
  readonly versions: Readonly<Record<string, string>>;
}

/** Points well inside the regions: at their edges engines may differ by a rounding. */
const points = ['--axis', 'lr=0.01,0.2,30,90', '--axis', 'featureScale=1,500', '--steps', '40'];

describe('every engine', () => {
  let folder: Folder;
  beforeAll(() => {
    folder = createFolder();
    folder.file('mine.ts', leastSquares({ typed: true, before: '' }));
    folder.file('reads.ts', leastSquares({ typed: true, before: 'axes.lr.dataSync();' }));
  });
  afterAll(() => folder.remove());

  async function sweep(name: string, options: readonly string[], scenario = './mine.ts') {
    const out = join(folder.path, name);
    const finished = await brink(['sweep', scenario, ...points, ...options, '--out', out], {
      cwd: folder.path,
    });
    expect(finished.stderr).not.toContain('brink:');
    expect(finished.code).toBe(0);
    const csv = (await brink(['export', out])).stdout;
    const outcomes = csv
      .trim()
      .split('\n')
      .map((row) => row.split(',').slice(0, 5).join());
    const info = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunFile;
    return { finished, csv, outcomes, info };
  }

  it('finds the same outcomes, and the compiled one the same bytes on one thread and two', async () => {
    const compiled = await sweep('compiled', ['--threads', '1']);
    expect(compiled.info.engine).toMatchObject({ name: 'wasm', fallback: null });
    const twice = await sweep('compiled-2', ['--threads', '2', '--engine', 'wasm']);
    expect(twice.csv).toBe(compiled.csv);
    const eager = await sweep('eager', ['--engine', 'eager']);
    expect(eager.info.engine.name).toBe('eager');
    expect(compiled.outcomes).toEqual(eager.outcomes);
    expect(new Set(eager.outcomes.map((row) => row.split(',')[4]))).toContain('inf');
    const onWasm = await sweep('on-wasm', ['--engine', 'eager', '--backend', 'wasm']);
    expect(onWasm.outcomes).toEqual(eager.outcomes);
  });

  it('takes operations that are chained, as tfjs has them in browsers', async () => {
    const plain = leastSquares({ typed: false, before: '' });
    const formula = 'tf.mean(tf.square(tf.sub(tf.mul(batch.x, params.w), batch.y)))';
    const chained = plain.replace(formula, 'batch.x.mul(params.w).sub(batch.y).square().mean()');
    expect(chained).not.toBe(plain);
    folder.file('chained.mjs', chained);
    const { csv, info } = await sweep('chained', [], './chained.mjs');
    expect(info.engine).toMatchObject({ name: 'wasm', fallback: null });
    expect(csv).toBe((await sweep('not-chained', [])).csv);
    const eager = await sweep('chained-eager', ['--engine', 'eager'], './chained.mjs');
    expect(eager.csv).toBe((await sweep('not-chained-eager', ['--engine', 'eager'])).csv);
  });

  it('falls back to eager where a step cannot be traced, and says why in one line', async () => {
    const { finished, info } = await sweep('fallback', ['--variant', 'broken'], './reads.ts');
    expect(info.engine.name).toBe('eager');
    expect(finished.stderr).toMatch(/^engine eager: trace: [^\n]*reads\.ts:\d+[^\n]*$/m);
    expect(info.engine.fallback).toContain('reads.ts');
  });

  it('that was asked for and cannot be had is refused', async () => {
    const refused = await brink(['sweep', './reads.ts', '--engine', 'wasm'], { cwd: folder.path });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^brink: engine wasm: trace: [^\n]*reads\.ts:\d+[^\n]*\n$/);
    const precise = await brink(
      ['sweep', './mine.ts', '--engine', 'eager', '--precision', 'float64'],
      { cwd: folder.path },
    );
    expect(precise.code).toBe(2);
    expect(precise.stderr).toMatch(/^brink: precision float64 [^\n]*\n$/);
  });

  it.skipIf(!hasNativeTensorflow)(
    'runs on TensorFlow in two threads at once, with the outcomes of cpu [needs native TensorFlow]',
    async () => {
      const native = await sweep('native', ['--backend', 'tensorflow', '--threads', '2']);
      expect(native.info.versions['tensorflow']).toMatch(/^\d+\.\d+/);
      const cpu = await sweep('cpu', ['--engine', 'eager']);
      expect(native.outcomes).toEqual(cpu.outcomes);
    },
  );
});

describe('a step that cannot be compiled', () => {
  const calls = '(globalThis.calls = (globalThis.calls ?? 0) + 1)';

  it.each([
    [
      'reads values',
      'if (axes.lr.dataSync()[0] > 9) return axes.lr;',
      /values .* are read/,
      /tf\.where/,
    ],
    ['draws at random', 'tf.dropout(batch.x, 0.5);', /random numbers are drawn/, /in the setup/],
    ['has an unknown kernel', 'tf.topk(tf.reshape(params.w, [1]), 1);', /TopK/, /other operations/],
    [
      'has a JavaScript value that changes',
      `tf.mul(params.w, ${calls});`,
      /value \(1, then 2\) changes/,
      /from the inputs/,
    ],
    ['throws', 'throw new Error("seven");', /^brink: scenario [^:]*: seven \(/, /\)$/],
  ])(
    'because it %s is refused with the line and the repair where wasm is asked for',
    async (_, before, problem, repair) => {
      const folder = createFolder();
      const text = leastSquares({ typed: true, before });
      folder.file('mine.ts', text);
      const { code, stderr } = await brink(['sweep', './mine.ts', '--engine', 'wasm'], {
        cwd: folder.path,
      });
      folder.remove();
      const line = text.split('\n').findIndex((each) => each.includes(before)) + 1;
      expect(code).toBe(2);
      expect(stderr).toMatch(/^brink: [^\n]+\n$/);
      expect(stderr.trim()).toMatch(problem);
      expect(stderr.trim()).toMatch(repair);
      expect(stderr).toMatch(new RegExp(`mine\\.ts:${line}:\\d+`));
    },
  );
});

describe('brink explain', () => {
  it('tells the first bad step, its site and the losses of one cell', async () => {
    const { code, stdout } = await brink([
      ...['explain', 'tanh-mlp', '--axis', 'lr=1e6', '--axis', 'initScale=10', '--steps', '40'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('lr = 1000000');
    expect(stdout).toMatch(/outcome +(inf|nan) after \d+ of 40 steps/);
    expect(stdout).toMatch(/broke +at step \d+: .* (loss|gradient:\w+|parameter:\w+)/);
    expect(stdout).toMatch(/\n0 +\d/);
  });

  it('names the operation of a catalogued scenario that broke it, its line, the cause and the cure', async () => {
    const { code, stdout } = await brink([
      ...[
        'explain',
        'unscaled-features',
        '--axis',
        'lr=1e4',
        '--axis',
        'featureScale=1e12',
        '--seed',
        '1',
      ],
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Inf made by \w+ in the forward pass, at \S+unscaled-features\.ts:\d+:\d+$/m,
    );
    expect(stdout).toMatch(/^Why: +the features are not scaled/m);
    expect(stdout).toMatch(/^Cure: standardise the features/m);
    expect(stdout).toMatch(/^ +reached the loss/m);
  });

  it('names the line of a recurrent net whose gradients explode', async () => {
    const { stdout } = await brink([
      ...['explain', 'rnn-long-sequence', '--axis', 'lr=1e3', '--axis', 'initScale=10'],
      ...['--steps', '5', '--json'],
    ]);
    const story = JSON.parse(stdout) as {
      record: { firstBadStep: number; site: string };
      blame: {
        origin: { line: string };
        diagnosis: { rule: string };
        badResults: { site: string }[];
      };
    };
    expect(story.record.firstBadStep).not.toBeNull();
    expect(story.blame.origin.line).toMatch(/rnn-long-sequence\.ts:\d+:\d+$/);
    expect(story.blame.diagnosis.rule).not.toBe('unknown');
    expect(story.blame.badResults[0]?.site).toBe(story.record.site);
  });

  it('tells what the training rules found on the way, with step, evidence and cure', async () => {
    const args = ['explain', 'tanh-mlp', '--axis', 'lr=300', '--axis', 'initScale=2'];
    const { code, stdout } = await brink(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^What the training rules found:\n\nstep \d+: .*, in \w+:\w+\nWhy: {2}.*\n(?: {6}.*\n)+Cure: .*\n(?: {6}.*\n)+/m,
    );
    expect(stdout).toMatch(
      /^step \d+: tanh units are saturated, in activation:tanh\(inputWeights\), at \S+\.ts:\d+:\d+$/m,
    );
    const { record, findings } = JSON.parse((await brink([...args, '--json'])).stdout) as {
      record: { firstBadStep: number };
      findings: Record<'rule' | 'step' | 'evidence' | 'cure' | 'code', unknown>[];
    };
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['exploding-gradient', 'headroom-shrinking', 'saturated-tanh']),
    );
    for (const { step, evidence, cure, code } of findings) {
      expect(step).toBeLessThan(record.firstBadStep);
      expect(evidence).toMatch(/\d/);
      expect(stdout).toContain(code);
      expect(cure).not.toBe('');
    }
  });

  it("names the line of a user's own file", async () => {
    const folder = createFolder();
    const text = leastSquares({ typed: true, before: '' });
    folder.file('mine.ts', text);
    const { code, stdout } = await brink(
      ['explain', './mine.ts', '--axis', 'lr=90', '--axis', 'featureScale=500'],
      { cwd: folder.path },
    );
    folder.remove();
    const line = text.split('\n').findIndex((each) => each.includes('tf.square')) + 1;
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Inf made by .*, at mine\\.ts:${line}:\\d+$`, 'm'));
    expect(stdout).toMatch(/^Why: .*\n(?:.*\n)*Cure: /m);
  });

  it('blames nothing where all is finite, and finds nothing where it learns', async () => {
    const args = ['explain', 'tanh-mlp', '--axis', 'lr=0.1', '--steps', '30'];
    expect((await brink(args)).stdout).not.toContain('rules');
    const { stdout } = await brink([...args, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ blame: null, blameText: null, findings: [] });
  });

  it('refuses an axis with more than one value', async () => {
    const { code, stderr } = await brink(['explain', 'tanh-mlp', '--axis', 'lr=1,2']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^brink: [^\n]*--axis NAME=VALUE\n$/);
  });
});

describe('brink compile', () => {
  it.each([
    ['graph', /%\d+ = matMul\(.*\): float\[272,16\]/],
    ['loops', /for /],
    ['wat', /\(module[^]*f32x4\.mul/],
  ])('shows the %s of a scenario', async (stage, shows) => {
    const { code, stdout } = await brink(['compile', 'tanh-mlp', '--emit', stage]);
    expect(code).toBe(0);
    expect(stdout).toMatch(shows);
  });
});
