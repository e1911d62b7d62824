import { describe, expect, it } from 'vitest';
import { describeCell } from './cell-description.js';
import { inventRun, logAxis } from './test-support/invented-run.js';

const run = inventRun({
  axes: [logAxis('lr', 1e-3, 1e3, 3), logAxis('initScale', 0.01, 100, 3)],
  interruptedAt: 17,
});

describe('describeCell', () => {
  it('tells everything about a cell, and what it came to elsewhere', () => {
    const description = describeCell(run, 8);
    expect(description).toMatchObject({ variant: 'broken', outcome: 'NaN', colour: '#6a1b4d' });
    expect(description.rows.map(([name]) => name)).toEqual([
      'lr',
      'initScale',
      'first bad step',
      'site',
      'initial loss',
      'final loss',
      'least loss',
      'measure',
      'steps run',
      'time',
      'seed',
    ]);
    expect(Object.fromEntries(description.rows)).toMatchObject({
      lr: '1000',
      initScale: '100',
      site: 'loss',
      'final loss': 'NaN',
      seed: '7',
    });
    expect(description.elsewhere).toEqual([{ variant: 'fixed', outcome: 'not run' }]);
    expect(description.sentence).toMatch(
      /^broken, lr 1000, initScale 100: NaN at step \d+ in loss$/,
    );
  });

  it('says of a cell that has not been run only that', () => {
    expect(describeCell(run, 17)).toEqual({
      variant: 'fixed',
      outcome: 'not run',
      colour: null,
      rows: [
        ['lr', '1000'],
        ['initScale', '100'],
      ],
      elsewhere: [{ variant: 'broken', outcome: 'NaN' }],
      sentence: 'fixed, lr 1000, initScale 100: not run',
    });
  });

  it('tells why a cell failed, and which one was filled in', () => {
    const failed = Object.fromEntries(describeCell(run, 5).rows);
    expect(failed).toMatchObject({ error: 'the worker left', 'first bad step': 'none' });
    expect(failed).not.toHaveProperty('evaluated');
    const filled = {
      ...run,
      cells: { ...run.cells, evaluated: run.cells.evaluated.map(() => false) },
    };
    expect(Object.fromEntries(describeCell(filled, 0).rows)['evaluated']).toMatch(/^no/);
  });
});
