// @ts-check
/** A run's cells as `brink export --format json` has them. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The built command. */
export const brink = join(workspace, 'apps', 'harness', 'bin', 'brink.js');

/**
 * @param {string} run its directory
 * @returns {readonly import('./agreement.mjs').Row[]}
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
