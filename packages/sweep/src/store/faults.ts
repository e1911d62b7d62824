/** What the file system and DuckDB complain of, said as a fault of the run's directory with its repair. */
import { StoreError } from '../errors.js';

/** A StoreError for whatever was thrown; one that is a StoreError already is returned as it is. */
export function storeFault(directory: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const cause = { cause: error };
  if (/no space left on device|ENOSPC|quota exceeded|EDQUOT|file too large|EFBIG/i.test(text))
    return new StoreError(
      directory,
      'disk-full',
      'cannot be written: the disk is full',
      'free some space, then resume the run: finished tiles are kept',
      cause,
    );
  const holder = /conflicting lock is held in (.*?) ?\(PID (\d+)\)/i.exec(text);
  if (holder !== null || /could not set lock/i.test(text))
    return new StoreError(
      directory,
      'locked',
      `is being written by another process${holder ? ` (${holder[1]}, PID ${holder[2]})` : ''}`,
      'wait until it has ended, or end it',
      cause,
    );
  if (/EACCES|EPERM|EROFS|permission denied|read-only file system/i.test(text))
    return new StoreError(
      directory,
      'read-only',
      'may not be written or read',
      'change its permissions, or take another directory',
      cause,
    );
  if (/not a valid duckdb database|corrupt|checksum|serializ/i.test(text))
    return new StoreError(
      directory,
      'damaged',
      `has a damaged cells.duckdb (${text.split('\n')[0]})`,
      'restore it from a copy, or sweep again',
      cause,
    );
  return new StoreError(
    directory,
    'io',
    `cannot be used: ${text.split('\n')[0]}`,
    'see that the path can be read and written',
    cause,
  );
}
