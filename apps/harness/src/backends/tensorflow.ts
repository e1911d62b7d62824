/**
 * The backend `tensorflow`: TensorFlow's own kernels through tfjs-node, on the CPU or with CUDA.
 *
 * tfjs-node brings its own copy of tfjs-core where it is staged apart. That is sound: tfjs keeps
 * its engine, its kernel and gradient tables and the class Tensor on the global object, one for
 * each thread, so both copies use the same ones.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { UnavailableError } from '../errors.js';
import { findNativeTensorflow } from './native-location.js';
import { quietly } from './quietly.js';

const repair = 'run `npm run native` in the Brink workspace, or install @tensorflow/tfjs-node';

/**
 * Holds every session of TensorFlow in this process to one core: cells fan out over threads
 * instead. Only the main thread's environment reaches native code, so call it there.
 */
export function limitTensorflowThreads(): void {
  process.env['TF_NUM_INTRAOP_THREADS'] = '1';
  process.env['TF_NUM_INTEROP_THREADS'] = '1';
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '0';
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
}

/** tfjs-node 4.22 calls functions of `node:util` that Node 22 warns of and Node 23 removed. */
function replaceOldUtilities(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}

export interface NativeTensorflow {
  readonly kind: 'cpu' | 'gpu';
  /** The version of the TensorFlow library, for example `2.18.1`. */
  readonly version: string;
  readonly directory: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The library's version, which only tfjs-node's binding knows. */
function libraryVersion(): string {
  const backend: unknown = tf.backend();
  const binding = isRecord(backend) ? backend['binding'] : undefined;
  const version = isRecord(binding) ? binding['TF_Version'] : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

let loaded: NativeTensorflow | undefined;

/**
 * Loads tfjs-node into this thread; loading registers its backend.
 *
 * @throws UnavailableError where it is not installed or does not load
 */
export async function loadTensorflow(): Promise<NativeTensorflow> {
  if (loaded !== undefined) return loaded;
  const found = findNativeTensorflow();
  if (found === undefined)
    throw new UnavailableError('backend tensorflow', 'native TensorFlow is not installed', repair);
  replaceOldUtilities();
  const require = createRequire(join(found.packageDirectory, 'package.json'));
  try {
    // Loading makes its backend the current one.
    await quietly(() => require(found.packageDirectory) as unknown);
    loaded = {
      kind: found.kind,
      version: libraryVersion(),
      directory: found.packageDirectory,
    };
    return loaded;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UnavailableError('backend tensorflow', `tfjs-node does not load (${why})`, repair);
  }
}
