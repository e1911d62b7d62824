/**
 * Where native TensorFlow lies: what `npm run native` staged in a folder `.native` of this
 * workspace or of a folder above the current one, or a package that the user installed.
 */
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface NativeLocation {
  readonly kind: 'cpu' | 'gpu';
  /** The directory of the package tfjs-node or tfjs-node-gpu. */
  readonly packageDirectory: string;
}

const packageNames = {
  cpu: '@tensorflow/tfjs-node',
  gpu: '@tensorflow/tfjs-node-gpu',
} as const;

/** Whether the machine has an NVIDIA driver; without one the CUDA build only prints warnings. */
export function hasNvidiaDriver(): boolean {
  return existsSync('/proc/driver/nvidia/version') || existsSync('/dev/nvidiactl');
}

function kindsInOrder(): readonly ('cpu' | 'gpu')[] {
  return hasNvidiaDriver() ? ['gpu', 'cpu'] : ['cpu', 'gpu'];
}

function* upwardsFrom(directory: string): Generator<string> {
  for (let here = resolve(directory); ; here = dirname(here)) {
    yield here;
    if (dirname(here) === here) return;
  }
}

function packageUnder(root: string): NativeLocation | undefined {
  for (const kind of kindsInOrder())
    for (const base of [root, join(root, kind)]) {
      const packageDirectory = join(base, 'node_modules', packageNames[kind]);
      if (existsSync(join(packageDirectory, 'package.json'))) return { kind, packageDirectory };
    }
  return undefined;
}

function installedPackage(): NativeLocation | undefined {
  const require = createRequire(join(process.cwd(), 'brink.cjs'));
  for (const kind of kindsInOrder())
    try {
      const packageFile = require.resolve(`${packageNames[kind]}/package.json`);
      return { kind, packageDirectory: dirname(packageFile) };
    } catch {
      // Not installed: the next kind, or none.
    }
  return undefined;
}

/** The native TensorFlow that the backend `tensorflow` will load, or undefined where there is none. */
export function findNativeTensorflow(): NativeLocation | undefined {
  const named = process.env['BRINK_NATIVE'];
  if (named !== undefined && named !== '') {
    const root = resolve(named);
    return existsSync(root) && statSync(root).isDirectory() ? packageUnder(root) : undefined;
  }
  for (const start of [dirname(fileURLToPath(import.meta.url)), process.cwd()])
    for (const directory of upwardsFrom(start)) {
      const found = packageUnder(join(directory, '.native'));
      if (found !== undefined) return found;
    }
  return installedPackage();
}
