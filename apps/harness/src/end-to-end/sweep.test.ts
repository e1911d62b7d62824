import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brink, lastJson } from '../test-support/brink.js';
import { createFolder, leastSquares, type Folder } from '../test-support/scenario-files.js';

interface Summary {
  readonly run: string;
  readonly cells: number;
  readonly outcomes: Record<string, number>;
  readonly seconds: number;
  readonly cellsPerSecond: number;
  readonly report: string;
}

const grid = ['--grid', '7x5', '--steps', '30', '--engine', 'eager'];

describe('brink sweep', () => {
  let folder: Folder;
  let run: string;
  let summary: Summary;
  const csvOf = async (directory: string) => (await brink(['export', directory])).stdout;

  beforeAll(async () => {
    folder = createFolder();
    folder.file('mine.ts', leastSquares({ typed: true, before: '' }));
    run = join(folder.path, 'first');
    const finished = await brink(
      ['sweep', './mine.ts', ...grid, '--threads', '1', '--out', run, '--json'],
      { cwd: folder.path },
    );
    expect(finished.stderr).not.toContain('brink:');
    expect(finished.code).toBe(0);
    summary = lastJson(finished) as Summary;
  });
  afterAll(() => folder.remove());

  it('sweeps a scenario file, and sums it up as one JSON object', () => {
    expect(summary.run).toBe(run);
    expect(summary.cells).toBe(7 * 5 * 2);
    expect(Object.values(summary.outcomes).reduce((a, b) => a + b)).toBe(summary.cells);
    expect(summary.outcomes['converged']).toBeGreaterThan(0);
    expect(summary.outcomes['inf']).toBeGreaterThan(0);
    expect(summary.seconds).toBeGreaterThan(0);
    expect(summary.cellsPerSecond).toBeGreaterThan(0);
    expect(summary.report).toBe(join(run, 'report.html'));
    expect(readFileSync(summary.report, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('gives the same bytes on two threads, from the same file in JavaScript', async () => {
    folder.file('mine.mjs', leastSquares({ typed: false, before: '' }));
    const other = join(folder.path, 'second');
    const finished = await brink([
      ...['sweep', join(folder.path, 'mine.mjs'), ...grid, '--threads', '2', '--out', other],
    ]);
    expect(finished.code).toBe(0);
    expect(finished.stdout).toContain('featureScale');
    expect(finished.stdout).toContain('second/report.html');
    const csv = await csvOf(other);
    expect(csv.split('\n')).toHaveLength(1 + 70 + 1);
    expect(csv).toBe(await csvOf(run));
  });

  it('takes its options from a file, with those of the command line over them', async () => {
    const spec = folder.file(
      'spec.yaml',
      'scenario: ./mine.ts\nengine: eager\nsteps: 30\ngrid: 3x3\nvariant: broken\naxes:\n  lr: 0.01:100:log\n',
    );
    const out = join(folder.path, 'from-spec');
    const finished = await brink([
      ...['sweep', '--spec', spec, '--grid', '4', '--out', out, '--json'],
    ]);
    expect(finished.stderr).not.toContain('brink:');
    expect(lastJson(finished)).toMatchObject({ cells: 4 });
    const csv = await csvOf(out);
    expect(csv).toMatch(/^lr,featureScale,variant,seed,outcome,firstBadStep,site,/);
    expect(csv).toContain('broken,0,');
    expect(csv).not.toContain('fixed');
  });

  it('exports JSON and Parquet, and refuses to print Parquet', async () => {
    const rows = JSON.parse((await brink(['export', run, '--format', 'json'])).stdout) as unknown[];
    expect(rows).toHaveLength(70);
    const parquet = join(folder.path, 'cells.parquet');
    expect((await brink(['export', run, '--format', 'parquet', '-o', parquet])).code).toBe(0);
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe('PAR1');
    const refused = await brink(['export', run, '--format', 'parquet']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('-o FILE');
  });

  it('writes the report again, draws the map, and lists the run', async () => {
    const file = join(folder.path, 'again.html');
    const report = await brink(['report', run, '-o', file]);
    expect(report.stdout.trim()).toBe(file);
    expect(existsSync(file)).toBe(true);
    expect((await brink(['show', run])).stdout).toMatch(/converged +\d+ /);
    const listed = await brink(['list', 'runs', '--in', folder.path, '--json']);
    expect(JSON.parse(listed.stdout)).toContainEqual(
      expect.objectContaining({ run, scenario: 'least-squares', state: 'finished', cells: 70 }),
    );
  });

  it('has nothing to do when a finished run is resumed', async () => {
    const before = await csvOf(run);
    const finished = await brink(['resume', run, '--json']);
    expect(finished.code).toBe(0);
    expect(lastJson(finished)).toMatchObject({ cells: 70, outcomes: summary.outcomes });
    expect(await csvOf(run)).toBe(before);
  });
});
