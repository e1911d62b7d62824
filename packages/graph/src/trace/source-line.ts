/**
 * Finds the caller's own source line: the first frame on the stack that is neither tfjs nor Brink's
 * machinery. Scenarios are callers' code, also those of @brink/scenarios.
 *
 * It runs once per kernel call, so it looks at few frames first, and remembers what it learnt of
 * each file and each place.
 */
import { findSourceMap } from 'node:module';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Enough for a call of a tfjs operation, one made of others, and a model of tfjs-layers. */
const depths = [8, 24, 100];

const packageFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const siblings = ['compiler', 'detectors', 'report', 'stable-ops', 'sweep'];
const machinery = [
  packageFolder + sep,
  ...siblings.map((name) => resolve(packageFolder, '../..', name, 'dist') + sep),
];

const ownCode = new Map<string, boolean>();
const places = new Map<string, string>();

/** `file:line:column`, or undefined where no frame is the caller's. */
export function callerLine(): string | undefined {
  for (const depth of depths) {
    const line = lineWithin(depth);
    if (line !== undefined) return line;
  }
  return undefined;
}

function lineWithin(depth: number): string | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_, frames) => frames;
    Error.captureStackTrace(holder, callerLine);
    const frames = holder.stack as readonly NodeJS.CallSite[];
    const frame = frames.find(isCallers);
    return frame && placeOf(frame);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    // Assigned where it was absent too: deleting it would make every later use of Error slow.
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function isCallers(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName();
  if (!file) return false;
  let own = ownCode.get(file);
  if (own === undefined) {
    own = isCallersFile(pathOf(file));
    ownCode.set(file, own);
  }
  return own;
}

/** True of a file that is neither tfjs, Node itself nor Brink's machinery; tests are callers. */
function isCallersFile(path: string): boolean {
  if (path.startsWith('node:')) return false;
  if (/[\\/]node_modules[\\/]@tensorflow[\\/]/.test(path)) return false;
  if (/\.test\.[cm]?[jt]s$/.test(path) || path.includes(`${sep}test-support${sep}`)) return true;
  return !machinery.some((folder) => path.startsWith(folder));
}

function pathOf(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}

/** Through the source map, where Node keeps them (`--enable-source-maps`). */
function placeOf(frame: NodeJS.CallSite): string {
  const file = frame.getFileName()!;
  const line = frame.getLineNumber() ?? 0;
  const column = frame.getColumnNumber() ?? 0;
  const key = `${file}:${line}:${column}`;
  let place = places.get(key);
  if (place === undefined) {
    const entry = findSourceMap(file)?.findEntry(line - 1, column - 1);
    place =
      entry && 'originalSource' in entry
        ? `${pathOf(entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
        : `${pathOf(file)}:${line}:${column}`;
    places.set(key, place);
  }
  return place;
}
