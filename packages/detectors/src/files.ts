/**
 * @brink/detectors/files: `inspect` for a CSV or Parquet file, through DuckDB (`@duckdb/node-api`, an
 * optional peer dependency, which only this entry loads).
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as DuckDB from '@duckdb/node-api';
import { DetectorsError } from './errors.js';
import { summaryOfFile } from './inspect/duckdb.js';
import { checkClasses, judge, type Inspection, type InspectOptions } from './inspect/inspect.js';

/**
 * @param file CSV (any delimiter, with or without a header, also compressed), or Parquet
 * @param options `names` is not used: the file has names, or they are column0, column1, ...
 * @throws DetectorsError for a file that is not there or cannot be read, DuckDB that is not
 * installed, or a target that is no column
 */
export async function inspectFile(file: string, options: InspectOptions = {}): Promise<Inspection> {
  checkClasses('inspectFile', options);
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true)
    throw new DetectorsError('inspectFile', 'file', `is no file, got '${file}'`, 'check the path');
  const { DuckDBInstance } = await duckdb();
  const spill = await mkdtemp(join(tmpdir(), 'brink-inspect-'));
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: spill });
  const connection = await instance.connect();
  try {
    return judge('inspectFile', await summaryOfFile(connection, file, spill), options);
  } catch (error) {
    if (error instanceof DetectorsError) throw error;
    throw new DetectorsError(
      'inspectFile',
      'file',
      `cannot be read, got '${file}': ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      'give CSV or Parquet',
    );
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
