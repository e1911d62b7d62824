/**
 * `cells.duckdb`: opening and closing the one file, by one writer or by readers. DuckDB keeps other
 * processes out with a lock of the file; inside one process that lock holds nobody back, so the
 * openings are counted here.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { StoreError } from '../errors.js';
import { storeFault } from './faults.js';

const openings = new Map<string, { readers: number; writer: boolean }>();

export interface Database {
  readonly connection: DuckDBConnection;
  close(): void;
}

const tables = `
  CREATE TABLE IF NOT EXISTS cells (
    cell UINTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    firstBadStep INTEGER,
    site VARCHAR,
    initialLoss DOUBLE NOT NULL,
    finalLoss DOUBLE NOT NULL,
    leastLoss DOUBLE NOT NULL,
    measure DOUBLE NOT NULL,
    steps INTEGER NOT NULL,
    milliseconds DOUBLE NOT NULL,
    evaluated BOOLEAN NOT NULL,
    error VARCHAR
  );
  CREATE TABLE IF NOT EXISTS tiles (
    tile UINTEGER NOT NULL,
    cells UINTEGER NOT NULL,
    sitting UINTEGER NOT NULL,
    seconds DOUBLE NOT NULL
  );`;

/**
 * For reading null where nothing has been written yet.
 * @throws StoreError where another holds the file
 */
export async function openDatabase(
  directory: string,
  mode: 'read' | 'write',
): Promise<Database | null> {
  const file = join(resolve(directory), 'cells.duckdb');
  if (mode === 'read' && !existsSync(file)) return null;
  const release = hold(directory, file, mode);
  try {
    const instance = await DuckDBInstance.create(file, {
      threads: '1',
      access_mode: mode === 'read' ? 'READ_ONLY' : 'READ_WRITE',
    });
    const connection = await instance.connect();
    if (mode === 'write') await connection.run(tables);
    return {
      connection,
      close: () => {
        connection.closeSync();
        instance.closeSync();
        release();
      },
    };
  } catch (error) {
    release();
    throw storeFault(directory, error);
  }
}

function hold(directory: string, file: string, mode: 'read' | 'write'): () => void {
  const now = openings.get(file) ?? { readers: 0, writer: false };
  if (now.writer || (mode === 'write' && now.readers > 0))
    throw new StoreError(
      directory,
      'locked',
      'is already open in this process',
      'close it first, or use the store that is open',
    );
  if (mode === 'write') now.writer = true;
  else now.readers++;
  openings.set(file, now);
  return () => {
    if (mode === 'write') now.writer = false;
    else now.readers--;
    if (!now.writer && now.readers === 0) openings.delete(file);
  };
}
