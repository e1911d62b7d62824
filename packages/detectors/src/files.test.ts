import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectFile } from './files.js';
import { inspect } from './inspect/inspect.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-inspect-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const csv = (name: string, lines: readonly string[]): string => {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};

const rows = Array.from({ length: 60 }, (_, at) => [
  Math.sin(at).toFixed(6),
  at === 3 ? '' : at === 4 ? 'NA' : at === 5 ? 'nan' : String(1000 * at),
  ['red', 'green', 'blue'][at % 3]!,
  '7',
  at === 9 ? 'inf' : String(at % 4),
]);
const head = ['height', 'price', 'colour', 'same', 'code'];

describe('inspectFile', () => {
  it('says of a CSV file what inspect says of its rows', async () => {
    const file = csv('sound.csv', [head.join(), ...rows.map((row) => row.join())]);
    const ofFile = await inspectFile(file, { target: 'price' });
    const ofRows = await inspect(rows, { names: head, target: 'price' });
    const rules = ofFile.findings.map(({ rule, column }) => `${rule} ${column}`);
    expect(rules).toEqual([
      'missing-values price',
      'infinite-values code',
      'text-category colour',
      'code-category code',
      'constant-column same',
      'target-scale price',
    ]);
    expect(ofRows.findings.map(({ rule, column }) => `${rule} ${column}`)).toEqual(rules);
    for (const [at, column] of ofRows.summary.columns.entries()) {
      const { mean, deviation, words, ...counts } = ofFile.summary.columns[at]!;
      expect({ ...column, ...counts }).toEqual(column);
      expect([...words]).toEqual([...column.words].sort());
      if (Number.isNaN(column.mean)) expect(mean).toBeNaN();
      else expect(mean).toBeCloseTo(column.mean, 9);
      if (!Number.isNaN(column.deviation)) expect(deviation).toBeCloseTo(column.deviation, 6);
    }
  });

  it('counts rows that are too long or too short, and rows that repeat', async () => {
    const lines = rows.map(([height, price]) => `${height},${price}`);
    const file = csv('ragged.csv', ['a,b', ...lines, '1,2,3', '5', ...lines.slice(10, 20)]);
    const { summary, findings } = await inspectFile(file);
    expect(summary).toMatchObject({ rows: 72, raggedRows: 2, duplicates: 10 });
    expect(findings.map(({ rule }) => rule)).toContain('ragged-rows');
  });

  const plain = rows.map(([height], at) => `${height},${at}.5`);
  const summaryOf = async (file: string) => (await inspectFile(file)).summary;

  it.each<[string, string | Buffer]>([
    ['of Latin-1', Buffer.from(`ort,b\n${'Zürich,1\n'.repeat(30)}Bern,2\n`, 'latin1')],
    ['of UTF-16', Buffer.from(`\ufefford,b\n${'Zürich,1\n'.repeat(30)}Bern,2\n`, 'utf16le')],
    ['with single quotes', `ort,b\n${"'Zürich, CH',1\n".repeat(30)}'Bern, CH',2\n`],
    ['with lines above its header', `A report\n\nort,b\n${'Zürich,1\n'.repeat(30)}Bern,2\n`],
  ])('reads every row of a file %s', async (name, content) => {
    const file = join(folder, `${name}.csv`);
    writeFileSync(file, content);
    const { columns, raggedRows } = await summaryOf(file);
    expect(raggedRows).toBe(0);
    expect(columns).toMatchObject([
      {
        rows: 31,
        text: 31,
        distinct: 2,
        words: [/^Bern/, /^Zürich/].map((word) => expect.stringMatching(word) as string),
      },
      { name: 'b', rows: 31, numbers: 31, distinct: 2 },
    ]);
  });

  it('takes a quote that nothing closes for a sign', async () => {
    const file = csv('unclosed.csv', ['a,b', ...plain, '"oops,3', ...plain]);
    expect((await summaryOf(file)).columns[0]).toMatchObject({ rows: 121, words: ['"oops'] });
  });

  it('reads the file of that name alone, and nothing out of its path', async () => {
    mkdirSync(join(folder, 'year=2024'));
    for (const name of ['a*.csv', 'a1.csv', 'b[1].csv', 'b1.csv', 'year=2024/c.csv']) {
      const file = csv(name, ['a,b', ...plain]);
      const { rows: read, columns } = await summaryOf(file);
      expect([read, ...columns.map((column) => column.name)], name).toEqual([60, 'a', 'b']);
    }
  });

  it('reads two thousand columns at once', async () => {
    const width = 2000;
    const wide = (cellOf: (column: number) => string) =>
      Array.from({ length: width }, (_, column) => cellOf(column)).join();
    const lines = Array.from({ length: 20 }, (_, row) => wide((column) => String(row * column)));
    const { columns } = await summaryOf(
      csv('wide.csv', [wide((column) => `c${column}`), ...lines]),
    );
    expect(columns.length).toBe(width);
    expect(columns[3]).toMatchObject({ name: 'c3', max: 57, mean: 28.5, distinct: 20 });
  });

  it('counts different values up to a thousand, late in the file too', async () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, at) => `${Math.max(0, at - 29_001)},${at},k${at % 900}`,
    );
    const { columns } = await summaryOf(csv('distinct.csv', ['a,b,c', ...lines]));
    expect(columns.map(({ distinct }) => distinct)).toEqual([999, null, 900]);
  });

  it('reads Parquet without its ending, with lists and decimals', async () => {
    const file = join(folder, 'no-ending');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT [i::DECIMAL(4,1)] AS list, i::DECIMAL(18,3) AS decimal FROM range(60) t(i)) TO '${file}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    expect((await summaryOf(file)).columns).toMatchObject([
      { name: 'list', text: 60 },
      { name: 'decimal', numbers: 60, max: 59 },
    ]);
  });

  it('reads Parquet', async () => {
    const file = join(folder, "it's.parquet");
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT i AS "n ""1""", i % 2 = 0 AS even, DATE '2026-01-01' AS day, sin(i) AS wave,
        CASE WHEN i = 3 THEN NULL ELSE 'NaN'::DOUBLE END AS gone
        FROM range(100) t(i)) TO '${file.replaceAll("'", "''")}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    const { summary, findings } = await inspectFile(file);
    expect(summary.columns.map(({ name, numbers }) => [name, numbers])).toEqual([
      ['n "1"', 100],
      ['even', 100],
      ['day', 0],
      ['wave', 100],
      ['gone', 0],
    ]);
    expect(findings.map(({ rule, column }) => `${rule} ${column}`)).toEqual([
      'missing-values gone',
      'constant-column day',
    ]);
  });

  it('says what is wrong with a file, and which columns there are', async () => {
    await expect(inspectFile(join(folder, 'none.csv'))).rejects.toThrow("'file' is no file");
    await expect(inspectFile(csv('bad.parquet', ['no parquet']))).rejects.toThrow('cannot be read');
    await expect(inspectFile(csv('ab.csv', ['a,b', '1,2']), { target: 'c' })).rejects.toThrow(
      'the columns are a, b',
    );
    await expect(inspectFile(csv('empty.csv', ['a,b']))).rejects.toThrow(
      "inspectFile: 'file' has no rows",
    );
    await expect(inspectFile(csv('binary', ['a\0b']))).rejects.toThrow(
      'is neither text nor Parquet',
    );
    await expect(inspectFile(csv('ab.csv', ['a,b', '1,2']), { classes: 2.5 })).rejects.toThrow(
      "inspectFile: 'classes' must be a whole number from 1, got 2.5",
    );
  });
});
