import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { inspect, type InspectOptions } from './inspect.js';
import { inspectRules } from './rules/table.js';
import { inspectionText } from './text.js';
import type { Cell } from './summarize.js';
import type { InspectedData } from './rows.js';

/** A hundred rows of two columns that nothing is wrong with. */
const sound = Array.from({ length: 100 }, (_, at) => [Math.sin(at), Math.cos(at * at)]);
const second = (cellOf: (at: number) => Cell): Cell[][] =>
  sound.map(([first], at) => [first!, cellOf(at)]);

interface Case {
  readonly bad: readonly (readonly Cell[])[];
  readonly good: readonly (readonly Cell[])[];
  readonly evidence: string;
  readonly options?: InspectOptions;
}

const named = { names: ['a', 'b'] };
const target = { ...named, target: 'b' };

/** Per rule: data in which it must find something, data in which it must not, and its figures. */
const cases: Readonly<Record<string, Case>> = {
  'ragged-rows': {
    bad: [...sound, [1], [1, 2, 3]],
    good: sound,
    evidence: '2 of 102 rows do not have 2 values',
  },
  'missing-values': {
    bad: second((at) => (at === 7 ? NaN : at === 8 ? null : Math.sin(at + 1))),
    good: sound,
    evidence: '2 of 100 values missing, 1 of them NaN',
  },
  'infinite-values': {
    bad: second((at) => (at === 7 ? -Infinity : Math.sin(at + 1))),
    good: sound,
    evidence: '1 of 100 values infinite',
  },
  'text-category': {
    bad: second((at) => ['red', 'green'][at % 2]),
    good: second((at) => String(Math.sin(at + 1))),
    evidence: "100 of 100 values words, as 'red', 'green'; 2 different",
  },
  'code-category': {
    bad: second((at) => at % 4),
    // Two codes are a flag.
    good: second((at) => at % 2),
    evidence: 'whole numbers from 0 to 3, 4 different',
  },
  'label-outside-classes': {
    bad: second((at) => (at % 3) + 1),
    good: second((at) => at % 3),
    evidence: 'labels from 1 to 3, 3 different, for 3 classes',
    options: { ...target, classes: 3 },
  },
  'constant-column': {
    bad: second(() => 0.1),
    good: second((at) => (at === 0 ? 0.2 : 0.1)),
    evidence: '0.1 in all 100 rows',
  },
  'zero-column': {
    bad: second(() => 0),
    good: second((at) => (at === 0 ? 1 : 0)),
    evidence: '0 in all 100 rows',
  },
  'beyond-float32': {
    bad: second((at) => 1.7e12 + at * 1000),
    good: second((at) => 1.7e3 + at),
    evidence: 'float32 near 1700000000000 goes in steps of 131100, the deviation is 28870',
  },
  outlier: {
    bad: [...sound, ...sound, [0, 1e6]],
    good: [...sound, ...sound, [0, 5]],
    evidence: '1000000 lies 14.14 deviations from the mean 4975',
  },
  'scale-spread': {
    bad: second((at) => 200 * Math.sin(at + 1)),
    good: second((at) => 20 * Math.sin(at + 1)),
    evidence: 'deviations from 0.7072 (a) to 141.8 (b): 200.5 times',
  },
  'large-scale': {
    bad: second((at) => 5e4 * Math.sin(at + 1)),
    good: second((at) => 500 * Math.sin(at + 1)),
    evidence: 'from -50000 to 50000, deviation 35450',
  },
  'target-scale': {
    bad: second((at) => 1e5 + 5e4 * Math.sin(at + 1)),
    good: second((at) => 5 * Math.sin(at + 1)),
    evidence: 'mean 99940, deviation 35450',
    options: target,
  },
  'duplicate-rows': {
    bad: [...sound, ...sound.slice(0, 10)],
    good: sound,
    evidence: '10 of 110 rows repeat an earlier one (9.091 %)',
  },
};

const found = async (data: InspectedData, options: InspectOptions = named) =>
  (await inspect(data, options)).findings;

describe('the rules of inspect', () => {
  it('have a case each', () => {
    expect(Object.keys(cases)).toEqual(inspectRules.map(({ name }) => name));
  });

  it.each(Object.entries(cases))(
    '%s speaks with figures where it must, and is silent where it must',
    async (name, { bad, good, evidence, options }) => {
      const of = async (data: InspectedData) =>
        (await found(data, options)).filter(({ rule }) => rule === name);
      expect((await of(bad)).map((finding) => finding.evidence)).toEqual([evidence]);
      expect(await of(good)).toEqual([]);
    },
  );

  it('say nothing of sound data', async () => {
    expect(await found(sound)).toEqual([]);
  });

  it('take labels for labels, without being told how many, where they start at 1 or below 0', async () => {
    const labels = async (first: number) =>
      (
        await found(
          second((at) => (at % 3) + first),
          target,
        )
      ).map(({ rule }) => rule);
    expect(await labels(0)).toEqual([]);
    expect(await labels(1)).toEqual(['label-outside-classes']);
    expect(await labels(-1)).toEqual(['label-outside-classes']);
  });

  it('take labels 1 and 2 for two classes numbered from 1, and leave -1 and 1 to a hinge loss', async () => {
    const two = async (of: (at: number) => number) =>
      (await found(second(of), target)).map(({ rule }) => rule);
    expect(await two((at) => (at % 2) + 1)).toEqual(['label-outside-classes']);
    expect(await two((at) => 2 * (at % 2) - 1)).toEqual([]);
  });

  it('take a rare flag or count for no outlier, and one value among fifty for one', async () => {
    const many = Array.from({ length: 20 }, () => sound).flat();
    const rare = async (valueOf: (at: number) => number) =>
      (await found(many.map(([first], at) => [first!, valueOf(at)])))
        .filter(({ rule }) => rule === 'outlier')
        .map(({ column }) => column);
    expect(await rare((at) => Number(at % 500 === 3))).toEqual([]);
    expect(await rare((at) => (at % 500 === 3 ? 2 : at % 5 === 0 ? 1 : 0))).toEqual([]);
    expect(await rare((at) => (at % 500 === 3 ? -999 : at % 2))).toEqual(['b']);
    const fifty = sound.slice(0, 50).map(([a, b], at) => [a!, at === 9 ? 1e12 : b!]);
    expect((await found(fifty)).map(({ rule }) => rule)).toContain('outlier');
  });

  it.each<[string, Cell[], RegExp]>([
    ['money', ['$1,200.50', '$7', '€3'], /take out units and separators/],
    ['decimal commas and per cent', ['0,5', '-1,25', '12 %'], /decimal point as a dot/],
    ['dates', ['2024-01-31', '31.1.2024', '10:30'], /days since the first/],
    [
      'Date objects',
      [0, 1, 2].map((day) => new Date(864e5 * day) as never),
      /days since the first/,
    ],
    ['lists', ['[1, 2]', '[3]', "{'a': 1}"], /spread it over columns/],
    ['few words among numbers', ['abc', 1.5, 2.5], /repair these, or treat them as missing/],
    ['few words', ['red', 'green', 'blue'], /one-hot/],
  ])('say how to make numbers of %s', async (_, cells, cure) => {
    const [finding, ...more] = await found(second((at) => cells[at % 3]));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'text-category',
      cure: expect.stringMatching(cure) as string,
    });
  });

  it('take one word in every row for a constant column, not for a category', async () => {
    const findings = await found(second((at) => (at === 3 ? null : 'same')));
    expect(findings.map(({ rule, evidence }) => `${rule}: ${evidence}`)).toEqual([
      'missing-values: 1 of 100 values missing, 0 of them NaN',
      "constant-column: 'same' in all 99 rows that have a value",
    ]);
    expect(findings[0]?.cure).toContain('one more of its words');
    const empty = await found(second(() => null));
    expect(empty.map(({ cure }) => cure)).toEqual(['drop the column: it says nothing']);
  });

  it('take rows of a few codes, which repeat by nature, for no duplicates', async () => {
    const codes = sound.map((_, at) => [['red', 'green', 'blue'][at % 3]!, at % 2]);
    expect((await inspect(codes)).summary.duplicates).toBe(94);
    expect((await found(codes)).map(({ rule }) => rule)).not.toContain('duplicate-rows');
  });

  it('tell numbers past the greatest float32', async () => {
    const findings = await found(second((at) => (at === 3 ? 1e39 : Math.sin(at + 1))));
    expect(findings.find(({ rule }) => rule === 'beyond-float32')?.evidence).toBe(
      '1 of 100 values past 3.4e38',
    );
  });
});

describe('inspect', () => {
  const rows = [
    [1, NaN],
    [2, 5],
    [3, 6],
  ];
  const missing = [{ rule: 'missing-values', evidence: '1 of 3 values missing, 1 of them NaN' }];

  async function* later<T>(elements: readonly T[]) {
    for (const element of elements) yield await Promise.resolve(element);
  }

  it.each<{ form: string; data: InspectedData; column: string }>([
    { form: 'a tensor', data: tf.tensor2d(rows), column: 'column 1' },
    { form: 'nested arrays', data: rows, column: 'column 1' },
    { form: 'a typed array', data: Float32Array.of(NaN, 5, 6), column: 'value' },
    { form: 'samples', data: rows.map(([a, b]) => ({ a: a!, b: b! })), column: 'b' },
    { form: 'an async iterable', data: later(rows), column: 'column 1' },
    {
      form: 'a dataset',
      data: tf.data.array(rows.map(([a, b]) => ({ xs: a!, ys: b! }))),
      column: 'ys',
    },
    {
      form: 'a dataset in batches',
      data: tf.data.array(rows.map(([a, b]) => ({ xs: [a!], ys: [b!] }))).batch(2),
      column: 'ys',
    },
    {
      form: 'features and targets as tensors',
      data: { xs: tf.tensor2d(rows), ys: tf.tensor2d([[1], [2], [NaN]]) },
      column: 'ys',
    },
  ])('reads $form', async ({ data, column }) => {
    const { findings, summary } = await inspect(data);
    expect(summary.rows).toBe(3);
    expect(findings).toEqual(
      expect.arrayContaining([expect.objectContaining({ ...missing[0], column })]),
    );
  });

  const labels = sound.map((_, at) => at % 3);
  const samples = sound.map(([a, b], at) => ({ xs: [a as number, b as number], ys: labels[at]! }));

  it.each<{ form: string; data: InspectedData; columns: string[] }>([
    {
      form: 'labels of rank 1 beside features of rank 2',
      data: { xs: tf.tensor2d(sound as number[][]), ys: tf.tensor1d(labels) },
      columns: ['xs[0]', 'xs[1]', 'ys'],
    },
    {
      form: 'columns as typed arrays',
      data: { a: Float32Array.from(labels), b: Int32Array.from(labels) },
      columns: ['a', 'b'],
    },
    {
      form: 'pictures with labels, a row for each',
      data: { xs: tf.zeros([100, 2, 2, 1]), ys: tf.tensor1d(labels) },
      columns: ['xs[0]', 'xs[1]', 'xs[2]', 'xs[3]', 'ys'],
    },
    {
      form: 'batches, the last of them short',
      data: tf.data.array(samples).batch(32),
      columns: ['xs[0]', 'xs[1]', 'ys'],
    },
    {
      form: 'batches of features by name',
      data: tf.data
        .array(samples.map(({ xs: [a, b], ys }) => ({ xs: { a: a!, b: b! }, ys: { y: ys } })))
        .batch(32),
      columns: ['a', 'b', 'ys.y'],
    },
    {
      form: 'batches of pairs',
      data: [0, 50].map((from) => [
        tf.tensor2d(sound.slice(from, from + 50) as number[][]),
        tf.tensor1d(labels.slice(from, from + 50)),
      ]),
      columns: ['0[0]', '0[1]', '1'],
    },
  ])('reads $form', async ({ data, columns }) => {
    const { summary } = await inspect(data);
    expect(summary).toMatchObject({ rows: 100, raggedRows: 0 });
    expect(summary.columns.map(({ name }) => name)).toEqual(columns);
    expect(summary.columns.at(-1)).toMatchObject({ rows: 100, min: 0, max: 2, distinct: 3 });
  });

  it('puts the values of a sample where they belong, whatever their order', async () => {
    const data = [{ a: 1, b: 20 }, { b: 30, a: 2 }, { b: 40 }, { b: 20, a: 1 }];
    const { summary } = await inspect(data);
    expect(summary.columns).toMatchObject([
      { name: 'a', rows: 3, max: 2 },
      { name: 'b', rows: 4, min: 20 },
    ]);
    expect(summary).toMatchObject({ raggedRows: 1, duplicates: 1 });
  });

  it('reads words as a CSV file is read, and takes an object for one', async () => {
    const { summary } = await inspect([
      ['inf', '0x10'],
      ['-Infinity', '1_000'],
      [{ a: 1 } as never, '1e3'],
    ]);
    expect(summary.columns).toMatchObject([
      { infinite: 2, text: 1, words: ['{"a":1}'] },
      { numbers: 1, text: 2 },
    ]);
  });

  it('refuses data without end or of different lengths, and options that do not fit', async () => {
    await expect(inspect(tf.data.array([1, 2]).repeat())).rejects.toThrow('repeats without end');
    const uneven = { xs: tf.zeros([3, 2]), ys: tf.zeros([2]) };
    await expect(inspect(uneven)).rejects.toThrow('has columns of different lengths: xs 3, ys 2');
    await expect(inspect([{}])).rejects.toThrow("'data' has no columns");
    await expect(inspect(sound, { names: ['a'] })).rejects.toThrow("'names' has 1, the data has 2");
    for (const classes of [0, 2.5, NaN, -3])
      await expect(inspect(sound, { ...target, classes })).rejects.toThrow("'classes' must be");
    await expect(inspect(sound, { classes: 3 })).rejects.toThrow('no column is the target');
  });

  it('takes what comes from ys as the target', async () => {
    const data = { xs: tf.tensor2d(sound as number[][]), ys: tf.tensor2d(sound as number[][]) };
    expect((await inspect(data)).summary.targets).toEqual(['ys[0]', 'ys[1]']);
  });

  it('leaks no tensor', async () => {
    const x = tf.tensor2d(rows);
    const { numTensors } = tf.memory();
    await inspect({ xs: x, ys: x });
    await inspect(tf.data.array([{ xs: [1], ys: [2] }]).batch(1));
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('refuses no data, and a target that is no column', async () => {
    await expect(inspect([])).rejects.toThrow("inspect: 'data' has no rows");
    await expect(inspect(sound, { target: 'price' })).rejects.toThrow(
      "inspect: 'target' is no column, got 'price'; the columns are column 0, column 1",
    );
  });

  it('prints a table of the columns, then each finding with its consequence and cure', async () => {
    const text = inspectionText(await inspect(rows, { names: ['area', 'price'] }));
    expect(text.split('\n')).toEqual([
      'column  rows  missing  distinct  min  max  mean  deviation',
      'area       3        0         3    1    3     2     0.8165',
      'price      3        1         3    5    6   5.5        0.5',
      '',
      'missing-values in price: 1 of 3 values missing, 1 of them NaN',
      '  so    one NaN in a batch makes the loss, then every parameter, NaN',
      '  cure  drop those rows, or fill in the median and add a column that says which were filled',
    ]);
    const torn = inspectionText(await inspect([['a\nb\u001b[31m'], ['c']]));
    expect(torn).toContain(String.raw`as 'a\nb\u001b[31m', 'c'`);
    const pixels = sound.map((_, row) => Array.from({ length: 64 }, (_, at) => (row * at) % 17));
    const ofPixels = inspectionText(await inspect(pixels)).split('\n');
    expect(ofPixels.filter((line) => line.startsWith('code-category')).length).toBe(3);
    expect(ofPixels.filter((line) => line.startsWith('  cure  if so')).length).toBe(1);
    expect(inspectionText(await inspect(sound))).toContain(
      'Nothing found in 100 rows of 2 columns.',
    );
  });
});
