/** Measures in a process of its own, on one core. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTfjsNode } from '../peers/set-up.js';
import { detectorsResult, type DetectorsResult, type MeasuredWatches } from './result.js';

const here = dirname(fileURLToPath(import.meta.url));
const workspace = join(here, '..', '..', '..');

/**
 * @param backend a tfjs backend: `tensorflow`, `cpu` or `wasm`
 * @throws Error where the backend is not there, or the process fails
 */
export function measureDetectors(backend: string, rounds: number, steps: number): DetectorsResult {
  const native = backend === 'tensorflow' ? findTfjsNode(workspace) : { folder: '' };
  if ('missing' in native) throw new Error(`bench detectors: ${backend}: ${native.missing}`);
  const words = [backend, String(rounds), String(steps), native.folder];
  const { status, stdout, stderr } = spawnSync(
    'taskset',
    ['-c', '0', process.execPath, join(here, 'detectors.child.js'), ...words],
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
  if (status !== 0 || line === undefined)
    throw new Error(
      `bench detectors: its process ended: ${stderr.trim().split('\n').slice(-3).join(' | ')}`,
    );
  return detectorsResult(JSON.parse(line) as MeasuredWatches);
}
