/** Each backend in a process of its own, one after the other. */
import { fileURLToPath } from 'node:url';
import { measureBackend } from '../backend-process.js';
import { shape } from './cases.js';
import { stableOpsResult, type BackendTimes, type StableOpsResult } from './result.js';

const child = fileURLToPath(new URL('./stable-ops.child.js', import.meta.url));

export function measureStableOps(rounds: number): StableOpsResult {
  const missing: Record<string, string> = {};
  const backends: BackendTimes[] = [];
  for (const backend of ['cpu', 'wasm', 'tensorflow']) {
    console.error(`measuring on ${backend}`);
    const measured = measureBackend<BackendTimes>(child, backend, [String(rounds)]);
    if ('missing' in measured) missing[backend] = measured.missing;
    else backends.push(measured);
  }
  return stableOpsResult({ shape, rounds, backends, missing });
}
