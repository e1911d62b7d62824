/** What it costs to watch a training, measured on one backend. */
import { fileURLToPath } from 'node:url';
import { measureBackend } from '../backend-process.js';
import { detectorsResult, type DetectorsResult, type MeasuredWatches } from './result.js';

const child = fileURLToPath(new URL('./detectors.child.js', import.meta.url));

/**
 * @param backend a tfjs backend: `tensorflow`, `cpu` or `wasm`
 * @throws Error where the backend is not there, or the process fails
 */
export function measureDetectors(backend: string, rounds: number, steps: number): DetectorsResult {
  const words = [String(rounds), String(steps)];
  const measured = measureBackend<MeasuredWatches>(child, backend, words);
  if ('missing' in measured) throw new Error(`bench detectors: ${backend}: ${measured.missing}`);
  return detectorsResult(measured);
}
