/** The tfjs-node that `npm run native` staged in this workspace, or that BRINK_NATIVE names. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import util from 'node:util';

const workspace = resolve(import.meta.dirname, '../../..');

/**
 * Where it lies.
 *
 * @param staged the folder of `npm run native`, of one kind or of several
 * @returns undefined where there is none
 */
export function nativeTensorflowIn(staged: string): string | undefined {
  return [staged, join(staged, 'cpu')]
    .map((folder) => join(folder, 'node_modules/@tensorflow/tfjs-node'))
    .find((folder) => existsSync(join(folder, 'package.json')));
}

/** Where tfjs-node lies; undefined where it is not installed. */
export const nativeTensorflow = nativeTensorflowIn(
  process.env['BRINK_NATIVE'] ?? join(workspace, '.native'),
);

/**
 * Loads it, which registers the backend `tensorflow` and makes it the current one.
 *
 * @param folder where tfjs-node lies
 */
export function loadTfjsNode(folder: string): void {
  // tfjs-node 4.22 calls functions of node:util that Node 22 warns of and Node 23 removed.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
  // tfjs warns of each kernel that both of its copies register.
  const { warn } = console;
  Object.assign(console, { warn: () => undefined });
  try {
    createRequire(import.meta.url)(folder);
  } finally {
    Object.assign(console, { warn });
  }
}
