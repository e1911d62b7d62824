// @ts-check
import { describe, expect, it } from 'vitest';
import { summarise } from './summary.mjs';

/** @param {[string, string][]} tests status and name */
const results = (tests, file = { status: 'passed', message: '' }) => ({
  numPassedTests: tests.filter(([status]) => status === 'passed').length,
  numFailedTests: tests.filter(([status]) => status === 'failed').length,
  numPendingTests: tests.filter(([status]) => status === 'skipped').length,
  numTodoTests: 0,
  numFailedTestSuites: 0,
  success: true,
  testResults: [
    {
      ...file,
      name: 'a.test.ts',
      assertionResults: tests.map(([status, fullName]) => ({ status, fullName })),
    },
  ],
});

describe('summarise', () => {
  it('adds up the projects and says that all was tested', () => {
    const summary = summarise([
      { project: 'a', results: results([['passed', 'x']]) },
      { project: 'b', results: results([['passed', 'y']]) },
    ]);
    expect(summary).toMatchObject({ passed: 2, failed: 0, skipped: 0 });
    expect(summary.lines.join('\n')).toContain('Every optional part was there');
  });

  it('names the part that skipped tests need', () => {
    const { skipped, lines } = summarise([
      {
        project: 'a',
        results: results([
          ['skipped', 'draws [needs Chromium]'],
          ['skipped', 'also draws [needs Chromium]'],
        ]),
      },
    ]);
    expect(skipped).toBe(2);
    expect(lines.join('\n')).toContain('not on this machine: Chromium (2 tests)');
  });

  it('counts a project without results, and a file that fails outside its tests, as failures', () => {
    const { failed, lines } = summarise([
      { project: 'gone', results: null },
      { project: 'b', results: results([], { status: 'failed', message: 'cannot import' }) },
    ]);
    expect(failed).toBe(2);
    expect(lines.join('\n')).toMatch(/gone: the tests did not run[\s\S]*cannot import/);
  });
});
