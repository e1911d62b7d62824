/**
 * The user's own source line of a call: the first frame of the stack that is neither tfjs, nor
 * Brink's packages, nor Node.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPlace } from './source-map.js';

/** Frames kept while looking; deep recurrent nets and tfjs-layers put about thirty above the user's. */
const depth = 60;

const ownFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const libraries =
  /[\\/]node_modules[\\/]@tensorflow[\\/]|[\\/](?:@brink|packages)[\\/]stable-ops[\\/]|^node:/;
/** tfjs by its own source maps, which a bundler follows. */
const bundled = /[\\/]tfjs-(?:backend-\w+|converter|core|data|layers|node)[\\/]src[\\/]/;
/** Brink's own way from a command to a scenario's code; the catalogue is shown as a user's file is. */
const machinery =
  /[\\/](?:@brink|packages)[\\/](?:scenarios[\\/](?:dist|src)[\\/](?!catalogue[\\/])|sweep[\\/])|[\\/](?:apps[\\/]harness|node_modules[\\/]brink)[\\/](?:dist|src)[\\/]/;
/** What scenarios of the catalogue share: shown where a scenario takes it as it is, without a line of its own. */
const parts = /[\\/](?:@brink|packages)[\\/]scenarios[\\/](?:dist|src)[\\/]parts[\\/]/;
const tests = /\.test\.[cm]?[jt]s$|[\\/]test-support[\\/]/;

const isUserFile = (file: string): boolean =>
  !libraries.test(file) &&
  ((!file.startsWith(ownFolder) && !machinery.test(file)) || tests.test(file));

/** `file:line:column`, through source maps, or undefined where no frame is the user's. */
export function sourceLine(): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error;
  let found: string | undefined;
  let shared: string | undefined;
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_error, sites) => {
      for (const site of sites) {
        const file = site.getFileName();
        if (file === null || file === undefined) continue;
        const path = file.startsWith('file:') ? fileURLToPath(file) : file;
        const isShared = parts.test(path);
        if (!isShared && !isUserFile(path)) continue;
        const place = originalPlace(path, site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0);
        // A bundle holds libraries too.
        if (libraries.test(place) || bundled.test(place)) continue;
        if (isShared) shared ??= place;
        else {
          found = place;
          break;
        }
      }
      return '';
    };
    // Reading `stack` is what calls prepareStackTrace.
    void new Error().stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return found ?? shared;
}
