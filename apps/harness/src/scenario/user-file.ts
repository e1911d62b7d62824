/**
 * Loads a file of the user's.
 *
 * It is transpiled by jiti, so TypeScript works in every Node that Brink supports; its lines stay
 * where they are, so that messages name the user's own. It shares this process's tfjs and Brink
 * packages, wherever it lies: a second tfjs-core would be slow to load, and keep classes that are
 * registered with it to itself.
 */
import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import * as detectors from '@brink/detectors';
import * as scenarios from '@brink/scenarios';
import * as stableOps from '@brink/stable-ops';
import * as tfLayers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { createJiti } from 'jiti';
import { UsageError, messageOf } from '../errors.js';

export const userFileExtensions = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);

const shared = {
  '@brink/detectors': detectors,
  '@brink/scenarios': scenarios,
  '@brink/stable-ops': stableOps,
  '@tensorflow/tfjs-core': tf,
  '@tensorflow/tfjs-layers': tfLayers,
};

/** For a file that trains: what it imports of tfjs, whole, is what Brink has of it. */
const wholeTfjs = { '@tensorflow/tfjs': { ...tf, ...tfLayers } };

/**
 * @param path an absolute path
 * @param kind what the file is: a scenario, or the step of a training
 * @returns what it exports
 * @throws UsageError where there is none, or it does not load
 */
export async function importUserFile(path: string, kind: 'scenario' | 'step'): Promise<unknown> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UsageError(`there is no ${kind} file ${path}; check the path`);
  if (!userFileExtensions.has(extname(path)))
    throw new UsageError(
      `${path} is no ${kind} file; it must end in ${[...userFileExtensions].join(', ')}`,
    );
  const virtualModules = kind === 'step' ? { ...shared, ...wholeTfjs } : shared;
  const jiti = createJiti(import.meta.url, { fsCache: false, virtualModules });
  try {
    return await jiti.import(path);
  } catch (error) {
    const missing = /Cannot find (?:module|package) '(@tensorflow\/[^']+)'/.exec(messageOf(error));
    const repair =
      missing === null
        ? ''
        : `; import from '@tensorflow/tfjs-core', which Brink brings, or install ${missing[1]} beside the file`;
    throw new UsageError(`${path} cannot be loaded: ${messageOf(error)}${repair}`, {
      cause: error,
    });
  }
}
