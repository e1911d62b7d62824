/**
 * @brink/detectors/files: `inspect` for a CSV or Parquet file, through DuckDB (`@duckdb/node-api`, an
 * optional peer dependency, which only this entry loads).
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as DuckDB from '@duckdb/node-api';
import { DetectorsError } from './errors.js';
import { openFile, summaryOf } from './inspect/duckdb.js';
import { judge, type Inspection, type InspectOptions } from './inspect/inspect.js';

/**
 * @param file CSV (any delimiter, with or without a header, also compressed), or Parquet by its ending
 * @param options `names` is not used: the file has names, or they are column0, column1, ...
 * @throws DetectorsError for a file that is not there or cannot be read, DuckDB that is not
 * installed, or a target that is no column
 */
export async function inspectFile(file: string, options: InspectOptions = {}): Promise<Inspection> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true)
    throw new DetectorsError('inspectFile', 'file', `is no file, got '${file}'`, 'check the path');
  const { DuckDBInstance } = await duckdb();
  const spill = await mkdtemp(join(tmpdir(), 'brink-inspect-'));
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: spill });
  const connection = await instance.connect();
  try {
    const { raggedRows } = await openFile(connection, file).catch((error: unknown) => {
      throw new DetectorsError(
        'inspectFile',
        'file',
        `cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
        'give CSV, or Parquet with the ending .parquet',
      );
    });
    return judge(await summaryOf(connection, raggedRows), options);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(spill, { recursive: true, force: true });
  }
}

async function duckdb(): Promise<typeof DuckDB> {
  try {
    return await import('@duckdb/node-api');
  } catch {
    throw new DetectorsError(
      'inspectFile',
      'file',
      'is read through DuckDB, which is not installed',
      'npm install @duckdb/node-api',
    );
  }
}
