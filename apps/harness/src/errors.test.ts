import { describe, expect, it } from 'vitest';
import { StoreError } from '@brink/sweep';
import { UnavailableError, UsageError, exitCodeOf, messageOf } from './errors.js';

describe('errors', () => {
  it('are shown as one line', () => {
    expect(messageOf(new Error('first line\n    at file.js:1:2'))).toBe('first line');
  });

  it('of a full disk say what to do, not which call failed', () => {
    const error = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      path: '/data/run.json',
    });
    expect(messageOf(error)).toMatch(/^\/data\/run\.json: no space left on the disk; make room/);
    expect(exitCodeOf(error)).toBe(1);
  });

  it('of usage end with 2, also where a directory is no run', () => {
    expect(exitCodeOf(new UsageError('no'))).toBe(2);
    expect(exitCodeOf(new UnavailableError('backend x', 'gone', 'get it'))).toBe(2);
    expect(exitCodeOf(new StoreError('d', 'not-a-run', 'is no run', 'name one'))).toBe(2);
  });

  it('of the store that are no fault of the command end with 1', () => {
    expect(exitCodeOf(new StoreError('d', 'disk-full', 'is full', 'make room'))).toBe(1);
    expect(exitCodeOf(new Error('anything'))).toBe(1);
  });
});
