/**
 * A run's directory: `run.json`, which is written once, and `cells.duckdb`, which grows by one
 * transaction a tile. A tile is in it whole or not at all, also after a kill -9.
 */
import { performance } from 'node:perf_hooks';
import { resolve } from 'node:path';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { CellRecord, Outcome } from '../cell.js';
import { StoreError } from '../errors.js';
import { openDatabase, type Database } from './database.js';
import { storeFault } from './faults.js';
import { readRunFile, writeNewRunFile } from './run-file.js';
import type { RunInfo } from './run-info.js';

/** How many cells ended how. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** Every outcome, in the order in which they are shown. */
export const outcomes: readonly Outcome[] = [
  'converged',
  'stalled',
  'diverged',
  'inf',
  'nan',
  'failed',
];

/** @throws StoreError where the directory is not empty or cannot be written */
export async function createRun(directory: string, info: RunInfo): Promise<RunStore> {
  await writeNewRunFile(directory, info);
  return openRun(directory, { mode: 'write' });
}

/**
 * `read` may be shared; `write` is for one process alone and is what a resume opens.
 * @throws StoreError where there is no run, one of another format, or another process writes it
 */
export async function openRun(
  directory: string,
  { mode }: { readonly mode: 'read' | 'write' },
): Promise<RunStore> {
  const info = await readRunFile(directory);
  const database = await openDatabase(directory, mode);
  try {
    return await RunStore.over(resolve(directory), info, mode, database);
  } catch (error) {
    database?.close();
    throw storeFault(directory, error);
  }
}

export class RunStore {
  readonly directory: string;
  readonly info: RunInfo;
  readonly #mode: 'read' | 'write';
  readonly #database: Database | null;
  readonly #finished: Set<number>;
  readonly #sitting: number;
  readonly #opened = performance.now();
  /** Tiles are appended one after another, whoever awaits them. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(
    directory: string,
    info: RunInfo,
    mode: 'read' | 'write',
    database: Database | null,
    tiles: { readonly finished: Set<number>; readonly sitting: number },
  ) {
    this.directory = directory;
    this.info = info;
    this.#mode = mode;
    this.#database = database;
    this.#finished = tiles.finished;
    this.#sitting = tiles.sitting;
  }

  /** @internal Use `openRun` or `createRun`. */
  static async over(
    directory: string,
    info: RunInfo,
    mode: 'read' | 'write',
    database: Database | null,
  ): Promise<RunStore> {
    const [tiles = [], sittings = []] = database
      ? await columnsOf(database.connection, 'SELECT tile, sitting FROM tiles')
      : [];
    return new RunStore(directory, info, mode, database, {
      finished: new Set(tiles as number[]),
      sitting: (sittings as number[]).reduce((last, each) => Math.max(last, each + 1), 0),
    });
  }

  /** The tiles whose cells are all stored, by index. */
  finishedTiles(): ReadonlySet<number> {
    return this.#finished;
  }

  /**
   * Stores a tile's cells in one transaction: when the promise resolves they are on the disk.
   * @throws StoreError where the tile is stored already, the store is for reading, or the disk is full
   */
  appendTile(tile: number, records: readonly CellRecord[]): Promise<void> {
    const appended = this.#last.then(() => this.#append(tile, records));
    this.#last = appended.catch(() => undefined);
    return appended;
  }

  /** Every stored cell, by rising index. */
  async records(): Promise<CellRecord[]> {
    const columns = await this.#columns(
      `SELECT cell, outcome, firstBadStep, site, initialLoss, finalLoss, leastLoss, measure, steps,
        milliseconds, evaluated, error FROM cells ORDER BY cell`,
    );
    const cells = (columns[0] ?? []) as number[];
    return cells.map((cell, row) => ({
      cell,
      outcome: columns[1]![row] as Outcome,
      firstBadStep: columns[2]![row] as number | null,
      site: columns[3]![row] as string | null,
      initialLoss: columns[4]![row] as number,
      finalLoss: columns[5]![row] as number,
      leastLoss: columns[6]![row] as number,
      measure: columns[7]![row] as number,
      steps: columns[8]![row] as number,
      milliseconds: columns[9]![row] as number,
      evaluated: columns[10]![row] as boolean,
      error: columns[11]![row] as string | null,
    }));
  }

  /** The stored cells of each variant by outcome. */
  async counts(): Promise<Readonly<Record<string, OutcomeCounts>>> {
    const perVariant = this.info.axes.reduce((product, { values }) => product * values.length, 1);
    const [variants = [], kinds = [], counts = []] = await this.#columns(
      `SELECT (cell // ${perVariant})::INTEGER, outcome, count(*)::INTEGER FROM cells GROUP BY ALL`,
    );
    return Object.fromEntries(
      this.info.variants.map(({ name }, position) => [
        name,
        Object.fromEntries(
          outcomes.map((outcome) => [
            outcome,
            (counts as number[]).reduce(
              (total, count, row) =>
                variants[row] === position && kinds[row] === outcome ? total + count : total,
              0,
            ),
          ]),
        ) as unknown as OutcomeCounts,
      ]),
    );
  }

  /** Wall-clock seconds from opening to the last stored tile, all sittings together. */
  async seconds(): Promise<number> {
    const [[seconds = 0] = []] = await this.#columns(
      `SELECT coalesce(sum(longest), 0.0)::DOUBLE
        FROM (SELECT max(seconds) AS longest FROM tiles GROUP BY sitting)`,
    );
    return seconds as number;
  }

  /** Waits for tiles that are being stored, then lets go of the file. Closing twice is allowed. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#last;
    this.#database?.close();
  }

  async #append(tile: number, records: readonly CellRecord[]): Promise<void> {
    const { connection } = this.#writable();
    if (this.#finished.has(tile))
      throw new StoreError(
        this.directory,
        'io',
        `has tile ${tile} already`,
        'run only the tiles that finishedTiles() lacks',
      );
    try {
      await connection.run('BEGIN');
      try {
        await appendRows(connection, 'cells', records, appendRecord);
        const seconds = (performance.now() - this.#opened) / 1000;
        await appendRows(connection, 'tiles', [tile], (appender) => {
          appender.appendUInteger(tile);
          appender.appendUInteger(records.length);
          appender.appendUInteger(this.#sitting);
          appender.appendDouble(seconds);
        });
        await connection.run('COMMIT');
      } catch (error) {
        // Where DuckDB has given the transaction up already there is nothing left to roll back.
        await connection.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw storeFault(this.directory, error);
    }
    this.#finished.add(tile);
  }

  #writable(): Database {
    if (this.#closed) throw new StoreError(this.directory, 'io', 'is closed', 'open it again');
    if (this.#mode === 'read' || this.#database === null)
      throw new StoreError(
        this.directory,
        'read-only',
        'is open for reading',
        "open it with { mode: 'write' }",
      );
    return this.#database;
  }

  async #columns(sql: string): Promise<unknown[][]> {
    await this.#last;
    if (this.#closed) throw new StoreError(this.directory, 'io', 'is closed', 'open it again');
    if (this.#database === null) return [];
    try {
      return await columnsOf(this.#database.connection, sql);
    } catch (error) {
      throw storeFault(this.directory, error);
    }
  }
}

async function columnsOf(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getColumns();
}

async function appendRows<Row>(
  connection: DuckDBConnection,
  table: string,
  rows: readonly Row[],
  append: (appender: DuckDBAppender, row: Row) => void,
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    append(appender, row);
    appender.endRow();
  }
  appender.closeSync();
}

function appendRecord(appender: DuckDBAppender, record: CellRecord): void {
  const orNull = <T>(value: T | null, append: (value: T) => void): void => {
    if (value === null) appender.appendNull();
    else append(value);
  };
  appender.appendUInteger(record.cell);
  appender.appendVarchar(record.outcome);
  orNull(record.firstBadStep, (value) => appender.appendInteger(value));
  orNull(record.site, (value) => appender.appendVarchar(value));
  for (const value of [record.initialLoss, record.finalLoss, record.leastLoss, record.measure])
    appender.appendDouble(canonical(value));
  appender.appendInteger(record.steps);
  appender.appendDouble(record.milliseconds);
  appender.appendBoolean(record.evaluated);
  orNull(record.error, (value) => appender.appendVarchar(value));
}

/** The payload of a NaN means nothing and differs by engine: the canonical one is stored. */
function canonical(value: number): number {
  return Number.isNaN(value) ? NaN : value;
}
