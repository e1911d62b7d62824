import { expect, test } from 'vitest';
import { idOf } from './functions.js';
import { optionsOf } from './options.js';

test('a group, a name or a name in its group may be chosen', () => {
  const chosen = (...only: string[]) =>
    optionsOf(only.flatMap((name) => ['--only', name])).functions.map(idOf);
  expect(chosen('tanh')).toEqual(['stable-ops/tanh', 'maths/tanh']);
  expect(chosen('maths/tanh', 'huber')).toEqual(['stable-ops/huber', 'maths/tanh']);
  expect(chosen('maths').every((id) => id.startsWith('maths/'))).toBe(true);
  expect(optionsOf(['--only', 'maths', '--only', 'huber']).whole).toEqual(['maths']);
  expect(optionsOf([]).whole).toEqual(['stable-ops', 'maths']);
});

test.each([
  [['--only', 'sine'], "--only 'sine' is neither a group (stable-ops, maths) nor a function"],
  [['--stride', '0'], "--stride must be a whole number from 1 to 1048576, got '0'"],
  [['--threads', 'two'], "--threads must be a whole number from 1 to 1024, got 'two'"],
  [['--through', 'webgl'], "--through 'webgl' is none of compiled, cpu, wasm; choose one"],
  [['--step', '2'], "Unknown option '--step'"],
])('%j is refused with the option and what it may be', (args, message) => {
  expect(() => optionsOf(args)).toThrow(message);
});
