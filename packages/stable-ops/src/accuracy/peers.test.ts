import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as naive from '../naive/index.js';
import { peersByName } from './peers.js';

const operations = readFileSync(
  new URL('../../../../tools/accuracy/operations.py', import.meta.url),
  'utf8',
);
const referenced = [...operations.matchAll(/Operation\('([^']+)'/g)].map(([, name]) => name!);

test('every operation that has references is called here, and no other', () => {
  expect(referenced.length).toBeGreaterThan(50);
  expect([...referenced].sort()).toEqual(Object.keys(peersByName).sort());
});

test('every textbook twin is in the table of accuracy', () => {
  // sparseSoftmaxCrossEntropy is softmaxCrossEntropy of one-hot labels.
  for (const name of Object.keys(naive).filter((each) => !each.startsWith('sparse')))
    expect(Object.keys(peersByName)).toContain(name);
});
