import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../report.js';
import { detectorsResult, detectorsRows, medianBetween, type MeasuredWatches } from './result.js';

const child = fileURLToPath(new URL('../../dist/detectors/detectors.child.js', import.meta.url));

describe('the cost of watching', () => {
  const result = detectorsResult({
    backend: 'tensorflow',
    net: '2-2',
    batch: 1,
    stepsPerTurn: 3,
    watches: [
      { name: 'nothing', how: 'bare', rounds: [3, 1, 2], ratio: 1, between: [0.75, 1.25] },
      { name: 'watch', how: 'all', rounds: [3, 1, 2.1], ratio: 1.25, between: [1, 1.5] },
    ],
  });

  it('is told as the median time and the median of the ratios, with its interval', () => {
    expect(detectorsRows(result)).toEqual([
      ['nothing', 'bare', '2', '1x', '0 %', '-25 % and 25 %'],
      ['watch', 'all', '2.1', '1.25x', '25 %', '0 % and 50 %'],
    ]);
  });

  it('has an interval that is as wide as the turns are few and apart', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
    // 40 to 61 is the published one of the sign test at n = 100.
    expect(medianBetween(hundred)).toEqual({ ratio: 50.5, between: [40, 61] });
    expect(medianBetween([1, 2, 3])).toEqual({ ratio: 2, between: [1, 3] });
  });

  it('is a section of the page', () => {
    const page = reportOf({}, null, result);
    expect(page).toContain('## detectors');
    expect(page).toContain('`npm run bench detectors`, ');
    expect(page).toContain('| watch | all | 2.1 | 1.25x | 25 % | 0 % and 50 % |');
  });

  it('is measured for five ways, on the same steps', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [child, 'wasm', '1', '1'], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const measured = JSON.parse(stdout.trim().split('\n').at(-1)!) as MeasuredWatches;
    expect(measured.watches.map(({ name }) => name)).toEqual([
      'nothing',
      'loss check',
      'watch',
      'enableDebugMode',
      'blame',
    ]);
    for (const { rounds } of measured.watches) expect(rounds[0]).toBeGreaterThan(0);
  });
});
