// @ts-check
/** Adds up what vitest wrote for each project, and sorts skipped tests by the part that they need. */

/**
 * @typedef {{
 *   numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   numFailedTestSuites: number, success: boolean,
 *   testResults: {assertionResults: {status: string, fullName: string}[], status: string, name: string, message: string}[],
 * }} Results what vitest's JSON reporter writes
 */

/**
 * @param {readonly {project: string, results: Results | null}[]} projects null where a project's tests left no result
 */
export function summarise(projects) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  /** @type {Map<string, number>} */
  const missing = new Map();
  const lines = [''];
  for (const { project, results } of projects) {
    if (results === null) {
      failed += 1;
      lines.push(`${project}: the tests did not run to their end`);
      continue;
    }
    passed += results.numPassedTests;
    failed += results.numFailedTests;
    skipped += results.numPendingTests + results.numTodoTests;
    for (const file of results.testResults) {
      // A file that fails outside its tests (an import, a hook) counts as one failure.
      if (
        file.status === 'failed' &&
        !file.assertionResults.some(({ status }) => status === 'failed')
      ) {
        failed += 1;
        lines.push(`${project}: ${file.name} failed outside its tests: ${file.message}`);
      }
      for (const { status, fullName } of file.assertionResults) {
        if (status === 'failed') lines.push(`${project}: failed: ${fullName}`);
        if (status === 'passed' || status === 'failed') continue;
        const part = /\[needs ([^\]]+)\]/.exec(fullName)?.[1] ?? 'no reason given';
        missing.set(part, (missing.get(part) ?? 0) + 1);
      }
    }
  }
  for (const [part, count] of missing)
    lines.push(
      `Not tested, since it is not on this machine: ${part} (${count} test${count === 1 ? '' : 's'})`,
    );
  if (missing.size === 0 && failed === 0) lines.push('Every optional part was there and tested.');
  return { passed, failed, skipped, lines };
}
