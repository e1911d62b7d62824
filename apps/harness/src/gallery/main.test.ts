/** The built command, on a scenario small enough for a test. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../dist/gallery/main.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-gallery-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const gallery = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });

it('writes a page and two pictures of a scenario, and keeps every outcome', () => {
  const options = ['--only', 'ratio-loss', '--grid', '4', '--threads', '1', '--docs', 'docs'];
  const { status, stdout, stderr } = gallery(...options);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('1 scenarios at 4x4');
  const pages = join(folder, 'docs', 'scenarios');
  expect(readdirSync(pages).sort()).toEqual([
    'ratio-loss.md',
    'ratio-loss.small.svg',
    'ratio-loss.svg',
  ]);
  const [run] = readdirSync(join(folder, 'runs'));
  const stored = readFileSync(join(folder, 'runs', run!, 'outcomes.jsonl'), 'utf8');
  const { name, variants, outcomes } = JSON.parse(stored) as Record<string, string[]>;
  expect([name, outcomes?.length]).toEqual(['ratio-loss', 16 * variants!.length]);
  expect(readFileSync(join(pages, 'ratio-loss.md'), 'utf8')).toContain('Of the 16 cells');
});

it('writes pages again from kept outcomes, without a sweep', () => {
  const [run] = readdirSync(join(folder, 'runs'));
  const kept = join(folder, 'runs', run!, 'outcomes.jsonl');
  const changed = readFileSync(kept, 'utf8').replaceAll('"inf"', '"nan"');
  writeFileSync(join(folder, 'kept.jsonl'), changed);
  const options = ['--only', 'ratio-loss', '--grid', '4', '--threads', '1', '--docs', 'again'];
  const { status, stderr } = gallery(...options, '--from', 'kept.jsonl');
  expect(status, stderr).toBe(0);
  const picture = (docs: string) =>
    readFileSync(join(folder, docs, 'scenarios', 'ratio-loss.svg'), 'utf8');
  expect(picture('docs')).toContain('Inf');
  expect(picture('again')).not.toBe(picture('docs'));
});

it('refuses what it does not know, and says what it takes', () => {
  for (const [args, repair] of [
    [['--only', 'nothing-such'], 'brink list scenarios'],
    [['--grid', '1'], 'try 32'],
    [['--threads', 'many'], 'try 2'],
    [['--from', 'nowhere.jsonl'], 'give the outcomes.jsonl of a gallery'],
    [['--from', 'kept.jsonl'], 'give the same grid'],
  ] as const) {
    const { status, stderr } = gallery(...args);
    expect([status, stderr.includes(repair)]).toEqual([2, true]);
  }
});
