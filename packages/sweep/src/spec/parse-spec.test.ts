import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf } from './command.js';
import { parseGrid } from './grid.js';
import { parseSpec } from './parse-spec.js';
import { readSpecFile } from './spec-file.js';

describe('a spec from options', () => {
  it('has a normal form in which everything is said', () => {
    expect(parseSpec({ scenario: 'tanh-mlp' })).toEqual({
      scenario: 'tanh-mlp',
      axes: {},
      grid: null,
      variants: 'all',
      steps: null,
      seed: 0,
      engine: 'auto',
      backend: 'cpu',
      precision: null,
      cellTimeout: 60,
      threads: null,
    });
  });

  it('reads the options of the command line, undefined ones as not given', () => {
    const spec = parseSpec({
      scenario: 's',
      axis: ['lr=1:2', 'n=1,2'],
      grid: '8x4',
      variant: 'broken,fixed,broken',
      'cell-timeout': 5,
      threads: undefined,
    });
    expect(Object.keys(spec.axes)).toEqual(['lr', 'n']);
    expect(spec).toMatchObject({ grid: [8, 4], variants: ['broken', 'fixed'], cellTimeout: 5 });
  });

  it('reads axes as a mapping, and lets the command line go over it', () => {
    const spec = parseSpec({
      scenario: 's',
      axes: { lr: '1:2:log', n: [1, 2], m: 3, w: 'a' },
      axis: 'lr=7',
    });
    expect(spec.axes).toEqual({
      lr: { kind: 'values', values: [7] },
      n: { kind: 'values', values: [1, 2] },
      m: { kind: 'values', values: [3] },
      w: { kind: 'values', values: ['a'] },
    });
  });

  it('is the same again after JSON', () => {
    const spec = parseSpec({ scenario: 's', axis: ['b=1:2', 'a=1'], grid: 3 });
    const back = JSON.parse(JSON.stringify(spec)) as typeof spec;
    expect(back).toEqual(spec);
    expect(Object.keys(back.axes)).toEqual(['b', 'a']);
  });

  it.each([
    [{}, 'sweep: scenario is missing, got undefined; name a scenario'],
    [{ scenario: '' }, 'scenario has a wrong value'],
    [{ scenario: 's', sed: 1 }, "option 'sed' is unknown, got 'sed'; did you mean 'seed'"],
    [{ scenario: 's', steps: 0 }, 'steps has a wrong value, got 0; give a whole number from 1 up'],
    [{ scenario: 's', steps: 1.5 }, 'steps has a wrong value'],
    [{ scenario: 's', steps: NaN }, 'steps has a wrong value'],
    [{ scenario: 's', seed: -1 }, 'seed has a wrong value'],
    [{ scenario: 's', seed: 2 ** 32 }, 'seed has a wrong value'],
    [{ scenario: 's', engine: 'gpu' }, 'the engines are auto, eager and wasm'],
    [{ scenario: 's', backend: 'webgl' }, 'the backends are cpu, wasm and tensorflow'],
    [{ scenario: 's', precision: 'float16' }, 'the precisions are float32 and float64'],
    [{ scenario: 's', cellTimeout: 0 }, 'give seconds above 0'],
    [{ scenario: 's', threads: 0 }, 'threads has a wrong value'],
    [{ scenario: 's', variant: '' }, 'variant must name a variant'],
    [{ scenario: 's', axis: ['lr=1', 'lr=2'] }, "axis 'lr' is given twice"],
    [{ scenario: 's', axes: { lr: [] } }, "axis 'lr' must have a value"],
    [{ scenario: 's', axes: { lr: { low: 1 } } }, "axes 'lr' has a wrong value"],
    [{ scenario: 's', grid: '0x4' }, "grid must have whole numbers from 1 up, got '0x4'"],
    [null, 'spec must be a mapping of options'],
    [[1], 'spec must be a mapping of options, got a list'],
  ])('%j is refused with the repair', (options, message) => {
    expect(() => parseSpec(options)).toThrow(message);
  });
});

describe('a grid', () => {
  it.each([
    ['64x32', [64, 32]],
    ['64', [64]],
    [64, [64]],
    [
      [2, 3],
      [2, 3],
    ],
    ['2x3x4', [2, 3, 4]],
  ])('%j is read', (text, counts) => {
    expect(parseGrid(text)).toEqual(counts);
  });

  it.each(['', 'x', '4x', '-1', '1.5', '1e3', 'NaN', [], [0], 0, -1, 2.5, NaN, 1e300])(
    '%j is refused',
    (text) => {
      expect(() => parseGrid(text)).toThrow('whole numbers from 1 up');
    },
  );
});

describe('a spec file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brink-spec-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (name: string, text: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  };

  it('holds the same options in YAML and in JSON', async () => {
    const yaml = await written(
      'a.yaml',
      'scenario: s\naxes:\n  lr: 1e-3:1e3:log\n  n: [5, 20]\n  x: 1e-3\ngrid: 8x8\ncell-timeout: 9\n',
    );
    const json = await written(
      'a.json',
      '{"scenario":"s","axes":{"lr":"1e-3:1e3:log","n":[5,20],"x":0.001},"grid":"8x8","cellTimeout":9}',
    );
    const spec = parseSpec(await readSpecFile(yaml));
    expect(spec).toEqual(parseSpec(await readSpecFile(json)));
    expect(spec.axes.lr).toEqual({ kind: 'range', low: 1e-3, high: 1e3, scale: 'log' });
    expect(spec.axes.x).toEqual({ kind: 'values', values: [1e-3] });
  });

  it('is refused where it is missing, broken or no mapping', async () => {
    await expect(readSpecFile(join(folder, 'none.yaml'))).rejects.toThrow('cannot be read');
    const broken = await written('b.yaml', 'a: [1');
    await expect(readSpecFile(broken)).rejects.toThrow('is neither YAML nor JSON');
    const list = await written('c.yaml', '- 1');
    await expect(readSpecFile(list)).rejects.toThrow('must be a mapping of options');
  });
});

describe('the command of a spec', () => {
  it('spells out what the cells depend on, and reads back to the same spec', () => {
    const spec = parseSpec({
      scenario: './my scenario.ts',
      axis: ['lr=1e-3:1e3:log', 'n=5,20', 'x=0.5'],
      grid: '8',
      variant: 'broken',
      steps: 5,
      seed: 3,
      precision: 'float64',
    });
    expect(commandOf(spec)).toBe(
      "brink sweep './my scenario.ts' --axis lr=0.001:1000:log --axis n=5,20 --axis x=0.5 --grid 8 --variant broken --steps 5 --seed 3 --engine auto --backend cpu --precision float64",
    );
  });

  it('lets a shell read nothing into a name', () => {
    expect(commandOf(parseSpec({ scenario: "a'$(rm)", axis: 'a;b=1' }))).toContain(
      "'a'\\''$(rm)' --axis 'a;b=1'",
    );
  });
});
