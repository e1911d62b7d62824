import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brink } from '../test-support/brink.js';
import { createFolder, leastSquares, type Folder } from '../test-support/scenario-files.js';

interface RunFile {
  readonly engine: { readonly name: string; readonly fallback: string | null };
}

/** Points well inside the regions: at their edges engines may differ by a rounding. */
const points = ['--axis', 'lr=0.01,0.2,30,90', '--axis', 'featureScale=1,500', '--steps', '40'];

describe('every engine', () => {
  let folder: Folder;
  beforeAll(() => {
    folder = createFolder();
    folder.file('mine.ts', leastSquares({ typed: true, before: '' }));
    folder.file('reads.ts', leastSquares({ typed: true, before: 'axes.lr.dataSync();' }));
  });
  afterAll(() => folder.remove());

  async function sweep(name: string, options: readonly string[], scenario = './mine.ts') {
    const out = join(folder.path, name);
    const finished = await brink(['sweep', scenario, ...points, ...options, '--out', out], {
      cwd: folder.path,
    });
    expect(finished.stderr).not.toContain('brink:');
    expect(finished.code).toBe(0);
    const csv = (await brink(['export', out])).stdout;
    const outcomes = csv
      .trim()
      .split('\n')
      .map((row) => row.split(',').slice(0, 5).join());
    const info = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunFile;
    return { finished, csv, outcomes, info };
  }

  it('finds the same outcomes, and the compiled one the same bytes on one thread and two', async () => {
    const compiled = await sweep('compiled', ['--threads', '1']);
    expect(compiled.info.engine).toMatchObject({ name: 'wasm', fallback: null });
    const twice = await sweep('compiled-2', ['--threads', '2', '--engine', 'wasm']);
    expect(twice.csv).toBe(compiled.csv);
    const eager = await sweep('eager', ['--engine', 'eager']);
    expect(eager.info.engine.name).toBe('eager');
    expect(compiled.outcomes).toEqual(eager.outcomes);
    expect(new Set(eager.outcomes.map((row) => row.split(',')[4]))).toContain('inf');
    const onWasm = await sweep('on-wasm', ['--engine', 'eager', '--backend', 'wasm']);
    expect(onWasm.outcomes).toEqual(eager.outcomes);
  });

  it('falls back to eager where a step cannot be traced, and says why in one line', async () => {
    const { finished, info } = await sweep('fallback', ['--variant', 'broken'], './reads.ts');
    expect(info.engine.name).toBe('eager');
    expect(finished.stderr).toMatch(/^engine eager: trace: [^\n]*reads\.ts:\d+[^\n]*$/m);
    expect(info.engine.fallback).toContain('reads.ts');
  });

  it('that was asked for and cannot be had is refused', async () => {
    const refused = await brink(['sweep', './reads.ts', '--engine', 'wasm'], { cwd: folder.path });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^brink: engine wasm: trace: [^\n]*reads\.ts:\d+[^\n]*\n$/);
    const precise = await brink(
      ['sweep', './mine.ts', '--engine', 'eager', '--precision', 'float64'],
      { cwd: folder.path },
    );
    expect(precise.code).toBe(2);
    expect(precise.stderr).toMatch(/^brink: precision float64 [^\n]*\n$/);
  });
});
