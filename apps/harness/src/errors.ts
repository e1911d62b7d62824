/** What the command line refuses, and how an error is shown: one clear line, never a stack trace. */
import { exitCodes, type ExitCode } from './exit-codes.js';

/** The user asked for something that cannot be: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A part of Brink that is optional, or the machine, cannot do what was asked. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  /**
   * @param part what is missing or broken, for example `backend tensorflow`
   * @param why what went wrong
   * @param repair what to do about it
   */
  constructor(
    readonly part: string,
    readonly why: string,
    readonly repair: string,
  ) {
    super(`${part}: ${why}; ${repair}`);
  }
}

/** Errors that mean that the user asked for the wrong thing, by name, those of the packages too. */
const wrongUsage = new Set([
  'UsageError',
  'UnavailableError',
  'DetectorsError',
  'SweepError',
  'ScenarioError',
  'UnknownScenarioError',
]);
/** Faults of a run's directory that are of the same kind; the others, such as a full disk, are not. */
const wrongDirectory = new Set(['not-a-run', 'exists', 'newer-format', 'older-format', 'locked']);

/** What the operating system says, in words; the full message of Node repeats the call. */
const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; choose a directory that you may write to',
  EDQUOT: 'the disk quota is used up; make room and `brink resume` the run',
  EEXIST: 'it exists already; choose another --out',
  ENOSPC: 'no space left on the disk; make room and `brink resume` the run',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EROFS: 'the file system is read-only; choose another --out',
};

function isSystemError(error: Error): error is NodeJS.ErrnoException {
  return 'code' in error && typeof error.code === 'string' && error.code in systemErrors;
}

/** One line for the user. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isSystemError(error)) {
    const where = error.path === undefined ? '' : `${error.path}: `;
    return `${where}${systemErrors[error.code ?? '']}`;
  }
  const line = error.message.trim().split('\n')[0];
  return line === undefined || line === '' ? error.name : line;
}

export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof Error)) return exitCodes.incomplete;
  // By name: the packages that throw these are slow to load, and most commands need none of them.
  const fault = error.name === 'StoreError' && 'fault' in error ? String(error.fault) : '';
  const usage = wrongUsage.has(error.name) || wrongDirectory.has(fault);
  return usage ? exitCodes.usage : exitCodes.incomplete;
}
