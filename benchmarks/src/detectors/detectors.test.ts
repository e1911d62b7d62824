import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../report.js';
import { median } from '../median.js';
import { detectorsResult, detectorsRows, type MeasuredWatches } from './result.js';

const child = fileURLToPath(new URL('../../dist/detectors/detectors.child.js', import.meta.url));

describe('the cost of watching', () => {
  const result = detectorsResult({
    backend: 'tensorflow',
    net: '2-2',
    batch: 1,
    stepsPerTurn: 3,
    watches: [
      { name: 'nothing', how: 'bare', rounds: [3, 1, 2], ratio: 1 },
      { name: 'watch', how: 'all', rounds: [3, 1, 2.1], ratio: 1.04 },
    ],
  });

  it('is told as the median time and the median of the ratios', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(detectorsRows(result)).toEqual([
      ['nothing', 'bare', '2', '1x', '0 %'],
      ['watch', 'all', '2.1', '1.04x', '4 %'],
    ]);
  });

  it('is a section of the page', () => {
    const page = reportOf({}, null, result);
    expect(page).toContain('## detectors');
    expect(page).toContain('`npm run bench detectors`, ');
    expect(page).toContain('| watch | all | 2.1 | 1.04x | 4 % |');
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
