/**
 * The message is the product: what ten programs with a real failure each print, compared with what
 * a person last read and found good. `npx vitest run golden -u` writes them anew.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../golden/', import.meta.url));
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const programs = [
  'adam-epsilon',
  'constant-feature',
  'exploding-rnn',
  'log-of-softmax',
  'masked-row',
  'missing-value',
  'sigmoid-saturation',
  'softmax-overflow',
  'sqrt-gradient',
  'unscaled-features',
];

let printed: Readonly<Record<string, string>>;
beforeAll(() => {
  // The built package, as a user's program imports it.
  const { status, stdout, stderr } = spawnSync(process.execPath, ['run.js'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  printed = JSON.parse(stdout) as typeof printed;
});

describe('the message', () => {
  it('is held for every program', () => {
    expect(Object.keys(printed)).toEqual(programs);
  });

  it.each(programs)('of %s is the one that a person found good', async (name) => {
    await expect(`${printed[name]}\n`).toMatchFileSnapshot(`${folder}${name}.txt`);
  });

  it.each(programs)('of %s has what, where and when, then why, then the cure', (name) => {
    const lines = printed[name]!.split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
    const first = lines.findIndex((line) => /^(NaN|Inf) (made by|in) /.test(line));
    const [why, cure] = ['Why:', 'Cure:'].map((word) =>
      lines.findIndex((line) => line.startsWith(word)),
    );
    expect([0, 1]).toContain(first);
    expect(why).toBeGreaterThan(first);
    expect(cure).toBeGreaterThan(why!);
  });

  it.each(['sigmoid-saturation', 'sqrt-gradient', 'unscaled-features'])(
    'of %s stands in the README',
    (name) => {
      expect(readme).toContain(`\`\`\`\n${printed[name]}\n\`\`\``);
    },
  );

  it('of the first example of the README is that of the same program', () => {
    const program = readFileSync(`${folder}sigmoid-saturation.js`, 'utf8');
    expect(readme).toContain(`\`\`\`js\n${program}\`\`\``);
  });
});
