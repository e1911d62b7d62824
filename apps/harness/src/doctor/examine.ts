/** The examination: every part that Brink stands on, in the order in which they are shown. */
import { availableParallelism, totalmem } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { backendNames } from '../backends/backend.js';
import { findNativeTensorflow, hasNvidiaDriver } from '../backends/native-location.js';
import { brinkVersion } from '../version.js';
import { checkBackend } from './check-backend.js';
import type { Finding } from './finding.js';

const oldestNode = [20, 19] as const;

function examineNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const recent = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return {
    part: 'Node',
    state: recent ? 'works' : 'broken',
    optional: false,
    detail: `${process.versions.node}, Brink ${brinkVersion}, tfjs ${tf.version_core}`,
    repair: recent ? null : `install Node ${oldestNode.join('.')} or newer`,
  };
}

function examineCores(): Finding {
  const gibibytes = (totalmem() / 2 ** 30).toFixed(1);
  return {
    part: 'cores',
    state: 'works',
    optional: false,
    detail: `${availableParallelism()}, ${gibibytes} GiB of memory`,
    repair: null,
  };
}

function examineCuda(): Finding {
  const driver = hasNvidiaDriver();
  const staged = findNativeTensorflow()?.kind === 'gpu';
  return {
    part: 'CUDA',
    state: driver && staged ? 'works' : 'missing',
    optional: true,
    detail: driver
      ? `an NVIDIA driver is here, TensorFlow for CUDA is ${staged ? 'staged' : 'not'}`
      : 'no NVIDIA driver on this machine',
    repair: driver && !staged ? 'run `npm run native -- --gpu` in the Brink workspace' : null,
  };
}

export async function examine(): Promise<readonly Finding[]> {
  const backends: Finding[] = [];
  // One after the other: each is a process, and the machine may be small.
  for (const name of backendNames) backends.push(await checkBackend(name));
  return [examineNode(), examineCores(), ...backends, examineCuda()];
}
