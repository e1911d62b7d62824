// @ts-check
import { describe, expect, it } from 'vitest';
import { readOptions } from './options.mjs';

describe('readOptions', () => {
  it('asks for the CPU build from pip where nothing is said', () => {
    expect(readOptions([])).toMatchObject({ gpu: false, force: false, help: false });
  });

  it.each([
    [
      ['--wheel', 'nowhere.whl'],
      "native: option 'wheel' names a file that is not there, got nowhere.whl",
    ],
    [['--wheel', import.meta.filename, '--archive', import.meta.filename], 'exclude one another'],
    [
      ['--wheel', import.meta.filename, '--sha256', 'abc'],
      "option 'sha256' must be 64 hexadecimal digits, got abc",
    ],
    [['--sha256', 'a'.repeat(64)], 'give one of them'],
    [['--cuda'], 'see --help'],
  ])('refuses %j', (words, message) => {
    expect(() => readOptions(words)).toThrow(message);
  });
});
