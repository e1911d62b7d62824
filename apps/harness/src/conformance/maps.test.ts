/** A small map of the catalogue, compiled and in plain tfjs, compared by `npm run agreement`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { brink } from '../test-support/brink.js';

const agreement = fileURLToPath(new URL('../../../../tools/agreement/main.mjs', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-maps-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('every cell of a small map that touches no boundary ends as in plain tfjs', async () => {
  const sweep = async (engine: string) => {
    const out = join(folder, engine);
    const options = ['--variant', 'broken', '--grid', '8x8', '--steps', '6', '--threads', '1'];
    const finished = await brink([
      'sweep',
      'tanh-mlp',
      ...options,
      '--engine',
      engine,
      '--out',
      out,
    ]);
    expect(finished.code, finished.stderr).toBe(0);
    return out;
  };
  const [compiled, eager] = [await sweep('wasm'), await sweep('eager')];
  const { stdout } = spawnSync(process.execPath, [agreement, compiled, eager], {
    encoding: 'utf8',
  });
  const [all, inside] = [...stdout.matchAll(/(\d+) of (\d+) outcomes are equal/g)];
  expect(all?.[2], stdout).toBe('64');
  expect(Number(all?.[1])).toBeGreaterThanOrEqual(62);
  expect(Number(inside?.[2])).toBeGreaterThan(20);
  expect(inside?.[1]).toBe(inside?.[2]);
});
