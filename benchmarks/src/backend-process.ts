/** Measures on one backend in a process of its own, on one core. */
import { spawnSync } from 'node:child_process';
import { findTfjsNode } from './peers/set-up.js';

/**
 * @param script prints one line of JSON that begins with `{"backend"`; its arguments are the backend,
 * `words`, and for tensorflow the folder of tfjs-node
 * @returns what it printed, or why there is nothing
 */
export function measureBackend<Measured extends { readonly backend: string }>(
  script: string,
  backend: string,
  words: readonly string[],
): Measured | { readonly missing: string } {
  const native = backend === 'tensorflow' ? findTfjsNode() : { folder: '' };
  if ('missing' in native) return native;
  const { status, stdout, stderr } = spawnSync(
    'taskset',
    ['-c', '0', process.execPath, script, backend, ...words, native.folder],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        TF_CPP_MIN_LOG_LEVEL: '2',
        TF_NUM_INTRAOP_THREADS: '1',
        TF_NUM_INTEROP_THREADS: '1',
      },
    },
  );
  const line = stdout.split('\n').find((one) => one.startsWith('{"backend"'));
  if (status === 0 && line !== undefined) return JSON.parse(line) as Measured;
  return { missing: stderr.trim().split('\n').slice(-3).join(' | ') || 'its process ended' };
}
