// @ts-check
/** A run's cells as `brink export --format json` has them. */
import { spawnSync } from 'node:child_process';
import { brink } from './brink.mjs';

/**
 * @param {string} run its directory
 * @returns {readonly import('../agreement/agreement.mjs').Row[]}
 * @throws Error with what the command said
 */
export function exported(run) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [brink, 'export', run, '--format', 'json'],
    { encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  if (status === 0) return JSON.parse(stdout);
  throw new Error(stderr.trim());
}
