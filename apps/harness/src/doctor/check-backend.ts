/** Runs a backend for real, in a process of its own: a native part that crashes must not end the examination. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BackendName } from '../backends/backend.js';
import { findNativeTensorflow } from '../backends/native-location.js';
import type { Finding } from './finding.js';

/** What the process of its own prints. */
export interface BackendCheck {
  readonly error: string | null;
  /** For example `TensorFlow 2.18.1 (cpu) in DIR`. */
  readonly detail: string;
}

const program = fileURLToPath(new URL('../workers/backend-check.worker.js', import.meta.url));
const run = promisify(execFile);

async function checkInProcess(name: BackendName): Promise<BackendCheck> {
  try {
    const { stdout } = await run(process.execPath, [program, name], { timeout: 120_000 });
    const line = stdout.trim().split('\n').at(-1) ?? '';
    return JSON.parse(line) as BackendCheck;
  } catch (error) {
    const died = error as { signal?: string | null; code?: string | number | null };
    return { error: `its process ended (${died.signal ?? died.code ?? 'no answer'})`, detail: '' };
  }
}

const repairs: Readonly<Record<BackendName, string>> = {
  cpu: 'install Brink again: npm ci',
  wasm: 'install Brink again: npm ci',
  tensorflow: 'run `npm run native` in the Brink workspace',
};

export async function checkBackend(name: BackendName): Promise<Finding> {
  const part = `backend ${name}`;
  const optional = name === 'tensorflow';
  const repair = repairs[name];
  if (name === 'tensorflow' && findNativeTensorflow() === undefined)
    return {
      part,
      state: 'missing',
      optional,
      detail: 'native TensorFlow is not installed',
      repair: `${repair}, or npm install @tensorflow/tfjs-node`,
    };
  const { error, detail } = await checkInProcess(name);
  return error === null
    ? { part, state: 'works', optional, detail, repair: null }
    : { part, state: 'broken', optional, detail: error, repair };
}
