import * as naive from '@brink/stable-ops/naive';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportOf } from '../report.js';
import { inputsOf, operationCases, whys } from './cases.js';
import { operationRows, stableOpsRemarks, stableOpsResult } from './result.js';
import { medians } from './times.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('the operations that are measured', () => {
  it('are all that have a naive twin', () => {
    expect(operationCases.map(({ name }) => name).sort()).toEqual(Object.keys(naive).sort());
  });

  it.each(operationCases)('$name gives what its naive formula and tfjs give', (one) => {
    tf.tidy(() => {
      const inputs = inputsOf();
      const ours = one.stable(inputs)(inputs.x);
      for (const peer of [one.naive, one.tfjs]) {
        if (peer === null) continue;
        const theirs = peer(inputs)(inputs.x);
        expect(theirs.shape).toEqual(ours.shape);
        const apart = tf.max(tf.abs(tf.sub(ours, theirs))).dataSync()[0]!;
        expect(apart).toBeLessThan(1e-3 * (1 + tf.max(tf.abs(ours)).dataSync()[0]!));
      }
    });
  });
});

describe('the medians of calls', () => {
  it('leave out one that throws', () => {
    const fails = () => {
      throw new Error('no gradient');
    };
    const [works, throws, absent] = medians([() => tf.zeros([2]), fails, null], 3);
    expect(works).toBeGreaterThan(0);
    expect([throws, absent]).toEqual([null, null]);
  });
});

describe('the result', () => {
  const times = (stable: number, other: number | null) => ({
    stable,
    naive: other,
    tfjs: null,
  });
  const result = stableOpsResult({
    shape: [2],
    rounds: 1,
    backends: [
      {
        backend: 'cpu',
        operations: [
          { name: 'sigmoid', forward: times(3, 1), gradient: times(1, 2) },
          { name: 'abs', forward: times(1, 1), gradient: times(1.4, 1) },
          { name: 'divideNoNan', forward: times(1, 1), gradient: times(1, null) },
        ],
      },
    ],
    missing: { tensorflow: 'it is not staged' },
  });

  it('states the reason of an operation that is slow, and of no other', () => {
    expect(operationRows(result, whys)).toEqual([
      ['`sigmoid`', '3 / 0.5', '', whys.sigmoid],
      ['`abs`', '1 / 1.4', '', ''],
      ['`divideNoNan`', '1 / -', '', ''],
    ]);
  });

  it('counts the operations within the limit, and says which backend is missing', () => {
    const remarks = stableOpsRemarks(result).join('\n');
    expect(remarks).toContain('2 of 3 operations');
    expect(remarks).toContain('tensorflow was not measured: it is not staged.');
  });

  it('is a section of the page', () => {
    const page = reportOf({}, result, null);
    expect(page).toContain('`npm run bench stable-ops`, ');
    expect(page).toContain('| `sigmoid` | 3 / 0.5 |');
  });
});
