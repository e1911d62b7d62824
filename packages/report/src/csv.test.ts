import { describe, expect, it } from 'vitest';
import { cellsAsCsv } from './csv.js';
import { integerAxis, inventRun, logAxis } from './test-support/invented-run.js';

describe('cellsAsCsv', () => {
  it('has a line per cell that was run, in the order of the plan', () => {
    const axes = [logAxis('lr', 0.1, 10, 3), integerAxis('seqLen', [5, 20])];
    const lines = cellsAsCsv(inventRun({ axes, interruptedAt: 8 }))
      .trimEnd()
      .split('\n');
    expect(lines[0]).toBe(
      'lr,seqLen,width,variant,seed,outcome,firstBadStep,site,initialLoss,finalLoss,leastLoss,measure,steps,evaluated',
    );
    expect(lines).toHaveLength(1 + 8);
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 5).join(' '))).toEqual([
      '0.1 5 16 broken 7',
      '0.1 20 16 broken 7',
      '1 5 16 broken 7',
      '1 20 16 broken 7',
      '10 5 16 broken 7',
      '10 20 16 broken 7',
      '0.1 5 16 fixed 7',
      '0.1 20 16 fixed 7',
    ]);
  });

  it('quotes names, and makes no formula of them', () => {
    const run = inventRun({
      axes: [logAxis('a,"b"', 1, 10, 2), logAxis('seed', 1, 10, 2)],
      variants: ['=HYPERLINK("x")', '+1', '-1', '@x', '\tx'].map((name) => ({
        name,
        description: '',
      })),
    });
    const lines = cellsAsCsv(run).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^"a,""b""",axis_seed,width,variant,seed,/);
    expect([1, 5, 9, 13, 17].map((line) => /^1,1,16,(.*),7,/.exec(lines[line]!)?.[1])).toEqual([
      `"'=HYPERLINK(""x"")"`,
      `'+1`,
      `'-1`,
      `'@x`,
      `'\tx`,
    ]);
  });

  it('writes numbers in full, negative ones too, and words for those that are not finite', () => {
    const run = inventRun({ axes: [logAxis('lr', 1, 10, 2)] });
    const cells = {
      ...run.cells,
      finalLoss: [-0, 1 / 3, NaN, -Infinity],
      measure: [-1.5, 2, 3, 4],
    };
    const columns = cellsAsCsv({ ...run, cells })
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(-5));
    expect(columns.map((column) => column[0])).toEqual([
      '-0',
      '0.3333333333333333',
      'NaN',
      '-Infinity',
    ]);
    expect(columns[0]![2]).toBe('-1.5');
  });
});
