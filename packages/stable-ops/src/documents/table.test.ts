import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import * as stable from '../index.js';
import * as naive from '../naive/index.js';
import { rows } from './rows.js';
import { differenceTable, results, withTable } from './table.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('the table in the README is what the operations give today', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(withTable(readme, differenceTable()), 'run npm run documents').toBe(readme);
});

test('every naive twin has a stable operation of its name, and a row in the table', () => {
  const named = rows.flatMap(({ operation }) => operation.split(', '));
  for (const name of Object.keys(naive)) {
    expect(Object.keys(stable)).toContain(name);
    expect(named).toContain(name);
  }
});

test('every row shows a difference', () => {
  for (const row of rows) {
    expect(results(row.naive, row), row.operation).not.toEqual(results(row.stable, row));
  }
});

test('no stable operation throws', () => {
  for (const row of rows) expect(results(row.stable, row), row.operation).not.toContain('throws');
});
