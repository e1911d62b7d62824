// @ts-check
/**
 * Which files of a wheel or an archive are needed, and where each goes. A name that is not in the
 * table is left alone, and one that would leave the folder is refused: nothing in a package
 * decides where we write.
 */
import { posix } from 'node:path';
import { NativeError } from './options.mjs';

/** The folders of headers that the addon includes, directly or through another header. */
const headers = ['tensorflow/c/', 'tensorflow/core/platform/', 'xla/tsl/', 'tsl/'];

/**
 * The place under `deps/` of one entry of a TensorFlow wheel, or null where it is not needed.
 * @param {string} name
 * @returns {string | null}
 */
export function placeOfWheelEntry(name) {
  const path = safePath(name);
  if (path === 'tensorflow/libtensorflow_cc.so.2') return 'lib/libtensorflow_cc.so.2';
  if (path === 'tensorflow/libtensorflow_framework.so.2') return 'lib/libtensorflow_framework.so.2';
  const include = 'tensorflow/include/';
  if (path.startsWith(include) && headers.some((folder) => path.startsWith(include + folder)))
    return path.slice('tensorflow/'.length);
  // CUDA's own wheels: TensorFlow looks for them beside its folder, under nvidia/*/lib.
  if (/^nvidia\/[^/]+\/lib\/[^/]+\.so(\.\d+)*$/.test(path)) return path;
  return null;
}

/**
 * The same for an official libtensorflow archive (lib/ and include/ at its top).
 * @param {string} name
 * @returns {string | null}
 */
export function placeOfArchiveEntry(name) {
  const path = safePath(name);
  return /^(lib|include)\/./.test(path) && !path.endsWith('/') ? path : null;
}

/**
 * @param {string} name an entry's name as the package has it
 * @returns {string} the same, relative and without `.` or `..`
 */
function safePath(name) {
  const path = posix.normalize(name);
  if (
    name.includes('\0') ||
    name.includes('\\') ||
    posix.isAbsolute(path) ||
    path === '..' ||
    path.startsWith('../') ||
    name.split('/').includes('..')
  )
    throw new NativeError(
      `the package names a file outside its own folder, ${JSON.stringify(name)}; it is refused`,
    );
  return path;
}
