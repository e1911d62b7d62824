import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brink, lastJson } from '../test-support/brink.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-inspect-command-'));
  writeFileSync(join(folder, 'houses.csv'), 'area,price\n52,400000\n,900000\n80,700000\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('brink inspect', () => {
  it('prints the columns, and each finding with its consequence and its cure', async () => {
    const { code, stdout } = await brink(['inspect', 'houses.csv', '--target', 'price'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^area +3 +1 +2 +52 +80 +66 +14$/m);
    expect(stdout).toContain('missing-values in area: 1 of 3 values missing, 0 of them NaN');
    expect(stdout).toMatch(/target-scale in price: .*\n {2}so .*\n {2}cure /);
  });

  it('prints JSON', async () => {
    const finished = await brink(['inspect', 'houses.csv', '--json'], { cwd: folder });
    expect(lastJson(finished)).toMatchObject({
      summary: { rows: 3, columns: [{ name: 'area' }, { name: 'price' }] },
    });
    expect(lastJson(finished)).toHaveProperty(
      'findings',
      expect.arrayContaining([expect.objectContaining({ rule: 'missing-values', column: 'area' })]),
    );
  });

  it('refuses a target that is no column, and a file that is not there', async () => {
    const wrong = await brink(['inspect', 'houses.csv', '--target', 'rent'], { cwd: folder });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('the columns are area, price');
    const gone = await brink(['inspect', 'gone.csv'], { cwd: folder });
    expect(gone.code).toBe(2);
    expect(gone.stderr).toMatch(/^brink: [^\n]+\n$/);
  });
});
