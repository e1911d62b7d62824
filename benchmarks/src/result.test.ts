import { describe, expect, it } from 'vitest';
import { compared } from './compare.js';
import { reportOf } from './report.js';
import { remarksOf, rowsOf, saved, type Measured } from './result.js';
import { pointOf, workloads } from './workloads/index.js';

const measured = (name: string, cellsPerSecond: number, gain: number | null = null): Measured => ({
  name,
  how: 'somehow',
  cellsPerSecond,
  rounds: [cellsPerSecond],
  gainOfTwoCores: gain,
});
const result = saved({
  workload: 'dense',
  title: 'A title',
  steps: 500,
  peakGflops: 40,
  peakGainOfTwoCores: 1.95,
  cellsPerSecondAtPeak: 200,
  anatomy: { checksCost: 0.02, productsShareOfPeak: 0.6, stepsRunOverNeeded: 1.01 },
  measured: [measured('tfjs cpu', 2), measured('brink wasm', 100, 1.9), measured('JAX', 200)],
  missing: { 'tfjs-node': 'it is not staged' },
});

describe('a result', () => {
  it('orders the contestants by speed, with Brink over each', () => {
    expect(rowsOf(result).map((row) => [row[0], row[4]])).toEqual([
      ['JAX', '0.5x'],
      ['brink wasm', '1x'],
      ['tfjs cpu', '50x'],
    ]);
  });

  it('says who did not take part and why, and how two cores do', () => {
    const remarks = remarksOf(result).join('\n');
    expect(remarks).toContain('tfjs-node did not take part: it is not staged.');
    expect(remarks).toContain('Two cores give Brink 1.9 times the cells of one;');
    expect(remarks).toContain('gains 1.95 times');
    expect(remarks).toContain('reach 50 % of it');
    expect(remarks).toContain('nothing but products reaches 60 % of it');
    expect(remarks).toContain('checks take 2 % of the time');
    expect(remarks).toContain('run 1.01 times the steps');
  });

  it('says what the machine itself allows against tfjs-node', () => {
    const with2 = { ...result, measured: [...result.measured, measured('tfjs-node', 2)] };
    expect(remarksOf(with2).join('\n')).toContain('would be 100 times tfjs-node');
    expect(remarksOf(result).join('\n')).not.toContain('times tfjs-node');
  });

  it('becomes a page that names the command, and says what was not measured', () => {
    const page = reportOf({ dense: result, rnn: null }, null, null);
    expect(page).toContain('`npm run bench dense`, ');
    expect(page).toContain('Not measured yet: `npm run bench rnn`');
    expect(page).toContain('Not measured yet: `npm run bench stable-ops`');
    expect(page).toContain('Not measured yet: `npm run bench detectors`');
  });

  it('is compared with another by the ratio and by the lead', () => {
    expect(
      compared(result, {
        ...result,
        measured: [measured('brink wasm', 150), measured('JAX', 200)],
      }),
    ).toMatch(/JAX.*200.*200.*1.*0\.5x.*0\.75x/);
  });
});

describe('the points of a workload', () => {
  it.each(Object.values(workloads))('of $name lie within its ranges and differ', (workload) => {
    const points = Array.from({ length: 50 }, (_, index) => pointOf(workload, index));
    for (const [axis, [low, high]] of Object.entries(workload.ranges))
      for (const point of points) {
        expect(point[axis]).toBeGreaterThanOrEqual(low);
        expect(point[axis]).toBeLessThanOrEqual(high);
      }
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(50);
  });
});
