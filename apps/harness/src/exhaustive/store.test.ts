import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { triedFunctions, type TriedFunction } from './functions.js';
import { keyOf, Store } from './store.js';
import type { Verdicts } from './sweep-range.js';

const sigmoid = triedFunctions.find(({ name }) => name === 'sigmoid')!;
const verdicts: Verdicts = {
  value: { tried: 256, worst: 1.5, worstAt: 0x7f000000, wrongKind: 0, wrongAt: null },
};
const open = (directory: string, key: string, fresh = false) =>
  new Store(directory, sigmoid, key, 3, fresh);

test('a range that was tried is there for the next run of the same function', () => {
  const directory = mkdtempSync(join(tmpdir(), 'brink-exhaustive-'));
  open(directory, 'a').put(1, verdicts);
  expect(open(directory, 'a').ranges).toEqual([null, verdicts, null]);
});

test('it is tried again where the function has changed, or where that was asked for', () => {
  const directory = mkdtempSync(join(tmpdir(), 'brink-exhaustive-'));
  open(directory, 'a').put(1, verdicts);
  expect(open(directory, 'b').ranges).toEqual([null, null, null]);
  expect(open(directory, 'a', true).ranges).toEqual([null, null, null]);
});

test('a key tells functions, their mathematical forms, strides and ways apart', async () => {
  const other: TriedFunction = { ...sigmoid, operation: (x) => tf.sigmoid(x) };
  const inexact: TriedFunction = { ...sigmoid, exact: { ...sigmoid.exact, value: (x) => x } };
  const keys = await Promise.all([
    keyOf(sigmoid, 'compiled', 1),
    keyOf(other, 'compiled', 1),
    keyOf(inexact, 'compiled', 1),
    keyOf(sigmoid, 'cpu', 1),
    keyOf(sigmoid, 'compiled', 2),
  ]);
  expect(new Set(keys).size).toBe(keys.length);
  expect(await keyOf({ ...sigmoid }, 'compiled', 1)).toBe(keys[0]);
});
