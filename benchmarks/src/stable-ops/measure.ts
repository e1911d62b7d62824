/** Each backend in a process of its own, one after the other. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTfjsNode } from '../peers/set-up.js';
import { shape } from './cases.js';
import { stableOpsResult, type BackendTimes, type StableOpsResult } from './result.js';

const here = dirname(fileURLToPath(import.meta.url));
const workspace = join(here, '..', '..', '..');

export function measureStableOps(rounds: number): StableOpsResult {
  const missing: Record<string, string> = {};
  const backends: BackendTimes[] = [];
  for (const backend of ['cpu', 'wasm', 'tensorflow']) {
    const native = backend === 'tensorflow' ? findTfjsNode(workspace) : { folder: '' };
    const measured = 'missing' in native ? native : measureBackend(backend, rounds, native.folder);
    if ('missing' in measured) missing[backend] = measured.missing;
    else backends.push(measured);
  }
  return stableOpsResult({ shape, rounds, backends, missing });
}

function measureBackend(
  backend: string,
  rounds: number,
  folder: string,
): BackendTimes | { missing: string } {
  console.error(`measuring on ${backend}`);
  const child = join(here, 'stable-ops.child.js');
  const { status, stdout, stderr } = spawnSync(
    'taskset',
    ['-c', '0', process.execPath, child, backend, String(rounds), folder],
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
  if (status === 0 && line !== undefined) return JSON.parse(line) as BackendTimes;
  return { missing: stderr.trim().split('\n').slice(-3).join(' | ') || 'its process ended' };
}
