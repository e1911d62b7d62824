import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
    const ofRows = await inspect(
      rows.map((row) => row.map((cell) => (cell === 'inf' ? Infinity : cell))),
      { names: head, target: 'price' },
    );
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
      'text-category day',
    ]);
  });

  it('says what is wrong with a file, and which columns there are', async () => {
    await expect(inspectFile(join(folder, 'none.csv'))).rejects.toThrow("'file' is no file");
    await expect(inspectFile(csv('bad.parquet', ['no parquet']))).rejects.toThrow('cannot be read');
    await expect(inspectFile(csv('ab.csv', ['a,b', '1,2']), { target: 'c' })).rejects.toThrow(
      'the columns are a, b',
    );
  });
});
