import { expect, test } from 'vitest';
import type { Row } from './rows.js';
import { accuracyPage } from './page.js';
import { errorOf } from './measure.js';
import { lessAccurate, losesDigits } from './reasons.js';

const error = (worst: number, wrongKind = 0) => ({ worst, at: 0, wrongKind });
const one = {
  name: 'sigmoid',
  group: 'numbers' as const,
  inputs: [new Float32Array([2])],
  shapes: [[1]],
  wrt: [0],
  exact: { value: [1], gradients: [[1]] },
  torch: undefined,
  tensorflow: undefined,
};
const row = (ours: number, theirs: ReturnType<typeof error>): Row => ({
  one,
  measured: {
    Brink: { value: error(ours), gradient: error(0) },
    naive: { value: theirs, gradient: null },
  },
});

test('a peer is more accurate where it is nearer by more than a unit and never of the wrong kind', () => {
  expect(lessAccurate([row(3, error(1))])).toEqual([
    { name: 'sigmoid', what: 'value', ours: 3, peer: 'naive', theirs: 1 },
  ]);
  expect(lessAccurate([row(3, error(2.5)), row(3, error(0, 0.1))])).toEqual([]);
});

test('the page says where each error is, what throws, and which package was not measured', () => {
  const page = accuracyPage(
    {
      processor: 'a processor',
      command: 'npm run accuracy',
      seed: 7,
      versions: { tensorflow: '2.0' },
    },
    [row(3, error(1, 0.25))],
  );
  expect(page).toContain('seed 7');
  expect(page).toContain('could be installed and imported: PyTorch.');
  expect(page).toContain('| `sigmoid` | 1 | 3.0 at 2 | 1.0 at 2; 25 % wrong kind |');
  expect(page).toContain('| `sigmoid` | 1 | 0.0 | throws |');
});

test('errors of a row are in units of its largest number, those of a number in its own', () => {
  const got = [1, 2 ** -20 + 2 ** -30];
  expect(errorOf(got, [1, 2 ** -20], 2).worst).toBeCloseTo(2 ** -7, 10);
  expect(errorOf(got, [1, 2 ** -20], 1)).toEqual({ worst: 2 ** 13, at: 1, wrongKind: 0 });
  expect(errorOf([NaN, 0], [1, Infinity], 1).wrongKind).toBe(1);
});

test('a thousand units and more of ours want a reason', () => {
  expect(losesDigits([row(999, error(0))])).toEqual([]);
  expect(losesDigits([row(2000, error(0))])).toEqual([
    { name: 'sigmoid', what: 'value', ours: 2000 },
  ]);
});
