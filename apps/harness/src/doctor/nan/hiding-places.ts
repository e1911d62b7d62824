/** `brink doctor --nan`: which kernels of which backends make a finite value of a NaN or an infinity. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { backendNames, type BackendName } from '../../backends/backend.js';
import { findNativeTensorflow } from '../../backends/native-location.js';
import type { BackendTries } from './try-kernels.js';

export interface HidingPlaces {
  readonly backends: readonly BackendTries[];
  /** The backends that were not tried, and why. */
  readonly missing: Readonly<Partial<Record<BackendName, string>>>;
}

/** A place where at least one backend loses a value; `none`: the backend has no such kernel. */
export interface HidingPlace {
  readonly kernel: string;
  readonly place: string;
  readonly outcomes: readonly ('kept' | 'lost' | 'none')[];
}

const program = fileURLToPath(new URL('../../workers/nan-check.worker.js', import.meta.url));
const run = promisify(execFile);

/** Each backend in a process of its own: a native part that crashes must not end the examination. */
export async function findHidingPlaces(): Promise<HidingPlaces> {
  const backends: BackendTries[] = [];
  const missing: Partial<Record<BackendName, string>> = {};
  for (const name of backendNames) {
    if (name === 'tensorflow' && findNativeTensorflow() === undefined) {
      missing[name] = 'native TensorFlow is not installed: run `npm run native`';
      continue;
    }
    try {
      const { stdout } = await run(process.execPath, [program, name], {
        maxBuffer: 2 ** 26,
        timeout: 300_000,
      });
      backends.push(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as BackendTries);
    } catch (error) {
      missing[name] = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    }
  }
  return { backends, missing };
}

/** In the order in which they were tried. */
export function hidingPlaces({ backends }: HidingPlaces): readonly HidingPlace[] {
  const places = new Map<string, { kernel: string; place: string }>();
  for (const { tries } of backends)
    for (const { kernel, place, outcome } of tries)
      if (outcome === 'lost') places.set(`${kernel}: ${place}`, { kernel, place });
  return [...places.values()].map(({ kernel, place }) => ({
    kernel,
    place,
    outcomes: backends.map(
      ({ tries }) =>
        tries.find((one) => one.kernel === kernel && one.place === place)?.outcome ?? 'none',
    ),
  }));
}

/** The kernels that lose nothing on any backend. */
export function soundKernels(found: HidingPlaces): readonly string[] {
  const losing = new Set(hidingPlaces(found).map(({ kernel }) => kernel));
  const all = found.backends.flatMap(({ tries }) => tries.map(({ kernel }) => kernel));
  return [...new Set(all)].filter((kernel) => !losing.has(kernel));
}
