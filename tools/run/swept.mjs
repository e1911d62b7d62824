// @ts-check
/** Sweeps that are long and made once: what a run's directory has already is kept. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brink } from './brink.mjs';

/**
 * What `brink` is asked for: a sweep into the directory, or to go on with the run that is there, which
 * does nothing where it is finished.
 * @param {string} directory named after all that tells its run from another
 * @param {readonly string[]} options of `brink sweep`: the scenario and the rest, the output apart
 * @param {string} [threads]
 */
export function argumentsOf(directory, options, threads) {
  const sitting = threads === undefined ? [] : ['--threads', threads];
  return existsSync(join(directory, 'run.json'))
    ? ['resume', directory, ...sitting]
    : ['sweep', ...options, ...sitting, '--out', directory];
}

/**
 * Runs that to its end; how far it is goes to stderr.
 * @param {string} directory
 * @param {readonly string[]} options
 * @param {{ threads?: string | undefined, environment?: Readonly<Record<string, string>> }} [sitting]
 *   `environment`: variables on top of this process's own
 * @throws Error where the command ends with another code than 0, after what it said on stderr
 */
export function sweptOrResumed(directory, options, { threads, environment } = {}) {
  const args = argumentsOf(directory, options, threads);
  const { status } = spawnSync(process.execPath, [brink, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`brink ${args.join(' ')} ended with ${status}`);
}
