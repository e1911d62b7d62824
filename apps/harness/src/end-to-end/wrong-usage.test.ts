import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brink } from '../test-support/brink.js';
import { createFolder, leastSquares, type Folder } from '../test-support/scenario-files.js';

describe('brink refuses in one line, with exit code 2,', () => {
  let folder: Folder;
  beforeAll(() => {
    folder = createFolder();
    folder.file('mine.ts', leastSquares({ typed: true, before: '' }));
    folder.file('broken.ts', 'export default {;\n');
    folder.file('empty.mjs', 'export const answer = 42;\n');
    folder.file('throws.mjs', "\n\nthrow new Error('no such data');\n");
    folder.file('spec.yaml', 'scenario: ./mine.ts\ngird: 4\n');
    mkdirSync(join(folder.path, 'newer'));
    writeFileSync(join(folder.path, 'newer', 'run.json'), JSON.stringify({ format: 99 }));
  });
  afterAll(() => folder.remove());

  it.each([
    ['an unknown scenario, naming the near one', ['sweep', 'tanh-mpl'], 'tanh-mlp'],
    ['a file that is not there', ['sweep', './nothing.ts'], 'no scenario file'],
    ['a file that does not parse', ['sweep', './broken.ts'], 'broken.ts'],
    ['a file that exports no scenario', ['sweep', './empty.mjs'], 'exports no scenario'],
    ['a file that throws', ['sweep', './throws.mjs'], 'no such data'],
    ['reversed bounds', ['sweep', './mine.ts', '--axis', 'lr=10:1'], 'swap the bounds'],
    ['NaN bounds', ['sweep', './mine.ts', '--axis', 'lr=nan:1'], 'finite'],
    ['an unknown axis', ['sweep', './mine.ts', '--axis', 'ls=1:2'], "'lr'"],
    ['a grid of nothing', ['sweep', './mine.ts', '--grid', '0x4'], 'from 1 up'],
    ['steps that are no number', ['sweep', './mine.ts', '--steps', 'many'], 'steps'],
    ['an unknown variant', ['sweep', './mine.ts', '--variant', 'brokn'], 'broken'],
    ['an unknown backend', ['sweep', './mine.ts', '--backend', 'gpu'], 'tensorflow'],
    ['an unknown option in a spec', ['sweep', '--spec', './spec.yaml'], 'grid'],
    ['a spec that is not there', ['sweep', '--spec', './none.yaml'], 'none.yaml'],
    ['no scenario at all', ['sweep'], 'scenario'],
    ['a directory that is no run', ['resume', '.'], 'run.json'],
    ['a run of a newer version', ['show', './newer'], 'update Brink'],
    ['a directory that is taken', ['sweep', './mine.ts', '--out', '.'], 'not empty'],
  ])('%s', async (_, args, says) => {
    const { code, stdout, stderr } = await brink(args, { cwd: folder.path });
    expect(stderr).toMatch(/^brink: [^\n]+\n$/);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(existsSync(join(folder.path, 'runs'))).toBe(false);
  });

  it('native TensorFlow that is not there, with the repair', async () => {
    const { code, stderr } = await brink(
      ['sweep', './mine.ts', '--engine', 'eager', '--backend', 'tensorflow'],
      { cwd: folder.path, env: { BRINK_NATIVE: folder.path } },
    );
    expect(stderr).toMatch(/^brink: backend tensorflow: .*npm run native[^\n]*\n$/);
    expect(code).toBe(2);
  });

  it('but with BRINK_DEBUG=1 shows where the error came from', async () => {
    const { stderr } = await brink(['sweep', 'nothing'], { env: { BRINK_DEBUG: '1' } });
    expect(stderr).toMatch(/\n\s+at /);
  });
});
