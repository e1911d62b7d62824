// @ts-check
/** The command line of `npm run native`: what to stage, and where it comes from. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** An error that the person can repair: printed as one line, without a stack. */
export class NativeError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(`native: ${message}`);
    this.name = 'NativeError';
  }
}

export const usage = `npm run native -- [options]

Builds the native TensorFlow of tfjs-node into .native/cpu, or .native/gpu with --gpu.

  --gpu             the CUDA build, for @tensorflow/tfjs-node-gpu (downloads about 3 GB)
  --wheel FILE      take TensorFlow from this wheel instead of pip's download
  --archive FILE    take it from an official libtensorflow archive (.tar.gz) instead
  --sha256 HASH     refuse a --wheel or --archive of another SHA-256
  --force           build again although it is there
  --help`;

/**
 * @typedef {{
 *   help: boolean, gpu: boolean, force: boolean,
 *   wheel?: string | undefined, archive?: string | undefined, sha256?: string | undefined,
 * }} Options
 */

/**
 * @param {readonly string[]} words
 * @returns {Options}
 */
export function readOptions(words) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...words],
      options: {
        gpu: { type: 'boolean', default: false },
        wheel: { type: 'string' },
        archive: { type: 'string' },
        sha256: { type: 'string' },
        force: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new NativeError(`${/** @type {Error} */ (error).message}; see --help`);
  }
  const { wheel, archive, sha256 } = values;
  if (wheel !== undefined && archive !== undefined)
    throw new NativeError('--wheel and --archive exclude one another; give one of them');
  for (const [option, file] of Object.entries({ wheel, archive }))
    if (file !== undefined && !existsSync(file))
      throw new NativeError(`option '${option}' names a file that is not there, got ${file}`);
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(sha256))
    throw new NativeError(`option 'sha256' must be 64 hexadecimal digits, got ${sha256}`);
  if (sha256 !== undefined && wheel === undefined && archive === undefined)
    throw new NativeError("option 'sha256' checks a --wheel or an --archive; give one of them");
  return {
    help: values.help,
    gpu: values.gpu,
    force: values.force,
    wheel,
    archive,
    sha256: sha256?.toLowerCase(),
  };
}
