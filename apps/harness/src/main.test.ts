import { describe, expect, it } from 'vitest';
import { brink } from './test-support/brink.js';

describe('brink', () => {
  it('lists its commands and exit codes', async () => {
    const { code, stdout } = await brink(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('brink doctor');
    expect(stdout).toContain('Exit codes: 0 done, 1 failed cells or lost work, 2 wrong usage.');
  });

  it.each([
    { args: [], says: 'name a command' },
    { args: ['doctr'], says: 'doctor' },
    { args: ['doctor', '--jsno'], says: 'jsno' },
  ])('refuses $args in one line, with exit code 2', async ({ args, says }) => {
    const { code, stdout, stderr } = await brink(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^brink: [^\n]+\n$/);
    expect(stderr).toContain(says);
  });
});
