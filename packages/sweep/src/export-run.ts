/**
 * A run's cells as CSV, JSON or Parquet: one row per finished cell, by rising cell index, with the
 * columns: the axes in the run's order, then variant, seed, outcome, firstBadStep, site,
 * initialLoss, finalLoss, leastLoss, measure, steps, evaluated. An axis with the name of one of
 * those is called `axis_NAME`. Nothing that differs between two runs of the same sweep is in them
 * (no times), so the bytes are the same however it was run.
 *
 * Numbers in CSV and JSON are the shortest decimals that read back to the same double. NaN,
 * Infinity and -Infinity are those words (strings in JSON, which has no number for them); what a
 * cell has not (a first bad step, a site) is empty in CSV and null in JSON and Parquet.
 */
import { rename, rm } from 'node:fs/promises';
import { DuckDBInstance, type DuckDBAppender } from '@duckdb/node-api';
import type { CellRecord } from './cell.js';
import { cellAt } from './plan/cells.js';
import { storeFault } from './store/faults.js';
import type { RunInfo } from './store/run-info.js';
import type { RunStore } from './store/run-store.js';
import { writeWhole } from './store/run-file.js';

export type ExportFormat = 'csv' | 'json' | 'parquet';

type Value = number | string | boolean | null;

interface Column {
  readonly name: string;
  readonly type: 'DOUBLE' | 'VARCHAR' | 'INTEGER' | 'UINTEGER' | 'BOOLEAN';
}

const fixedColumns: readonly Column[] = [
  { name: 'variant', type: 'VARCHAR' },
  { name: 'seed', type: 'UINTEGER' },
  { name: 'outcome', type: 'VARCHAR' },
  { name: 'firstBadStep', type: 'INTEGER' },
  { name: 'site', type: 'VARCHAR' },
  { name: 'initialLoss', type: 'DOUBLE' },
  { name: 'finalLoss', type: 'DOUBLE' },
  { name: 'leastLoss', type: 'DOUBLE' },
  { name: 'measure', type: 'DOUBLE' },
  { name: 'steps', type: 'INTEGER' },
  { name: 'evaluated', type: 'BOOLEAN' },
];

/** Writes the file whole or not at all. @throws StoreError where the run or the file cannot be used */
export async function exportRun(
  store: RunStore,
  format: ExportFormat,
  file: string,
): Promise<void> {
  const records = await store.records();
  try {
    if (format === 'parquet') await writeParquet(store.info, records, file);
    else await writeWhole(file, textChunks(store.info, records, format));
  } catch (error) {
    throw storeFault(file, error);
  }
}

/** The same text in pieces of about a row: for a stream such as stdout. */
export async function exportText(
  store: RunStore,
  format: 'csv' | 'json',
): Promise<Iterable<string>> {
  return textChunks(store.info, await store.records(), format);
}

function* textChunks(
  info: RunInfo,
  records: readonly CellRecord[],
  format: 'csv' | 'json',
): Generator<string> {
  const columns = columnsOf(info);
  const names = columns.map(({ name }) => name);
  if (format === 'csv') yield `${names.map(csvField).join(',')}\n`;
  else yield '[';
  const row = rowMaker(info);
  let separator = '\n';
  for (const record of records) {
    const values = row(record);
    if (format === 'csv') yield `${values.map(csvField).join(',')}\n`;
    else {
      yield separator + jsonRow(names, values);
      separator = ',\n';
    }
  }
  if (format === 'json') yield '\n]\n';
}

function columnsOf({ axes }: RunInfo): readonly Column[] {
  const taken = new Set(fixedColumns.map(({ name }) => name));
  return [
    ...axes.map(({ name, kind }): Column => ({
      name: taken.has(name) ? `axis_${name}` : name,
      type: kind === 'choice' ? 'VARCHAR' : kind === 'integer' ? 'INTEGER' : 'DOUBLE',
    })),
    ...fixedColumns,
  ];
}

/** From a record to its row, in the order of the columns. */
function rowMaker(info: RunInfo): (record: CellRecord) => readonly Value[] {
  const space = { ...info, variants: info.variants.map(({ name }) => name) };
  const names = info.axes.map(({ name }) => name);
  return (record) => {
    const cell = cellAt(space, record.cell);
    return [
      ...names.map((name) => cell.axes[name]!),
      cell.variant,
      cell.seed,
      record.outcome,
      record.firstBadStep,
      record.site,
      record.initialLoss,
      record.finalLoss,
      record.leastLoss,
      record.measure,
      record.steps,
      record.evaluated,
    ];
  };
}

/** RFC 4180: quoted where the text holds a comma, a quote or a line end. */
function csvField(value: Value): string {
  const text = value === null ? '' : typeof value === 'number' ? numberText(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonRow(names: readonly string[], row: readonly Value[]): string {
  const fields = row.map((value, index) => {
    const text =
      typeof value === 'number' && Number.isFinite(value)
        ? numberText(value)
        : JSON.stringify(typeof value === 'number' ? numberText(value) : value);
    return `${JSON.stringify(names[index])}:${text}`;
  });
  return `{${fields.join(',')}}`;
}

/** JavaScript's own shortest decimal, with the sign of zero kept. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Through a DuckDB in memory with one thread, which keeps the order of the rows. */
async function writeParquet(
  info: RunInfo,
  records: readonly CellRecord[],
  file: string,
): Promise<void> {
  const columns = columnsOf(info);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const beside = `${file}.${process.pid}.tmp`;
  try {
    const connection = await instance.connect();
    const definitions = columns.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${type}`);
    await connection.run(`CREATE TABLE cells (${definitions.join(', ')})`);
    const appender = await connection.createAppender('cells');
    const row = rowMaker(info);
    for (const record of records) {
      row(record).forEach((value, index) => {
        appendValue(appender, columns[index]!.type, value);
      });
      appender.endRow();
    }
    appender.closeSync();
    await connection.run(`COPY cells TO '${beside.replaceAll("'", "''")}' (FORMAT parquet)`);
    connection.closeSync();
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    instance.closeSync();
  }
}

function appendValue(appender: DuckDBAppender, type: Column['type'], value: Value): void {
  if (value === null) return appender.appendNull();
  switch (type) {
    case 'DOUBLE':
      return appender.appendDouble(value as number);
    case 'INTEGER':
      return appender.appendInteger(value as number);
    case 'UINTEGER':
      return appender.appendUInteger(value as number);
    case 'BOOLEAN':
      return appender.appendBoolean(value as boolean);
    case 'VARCHAR':
      return appender.appendVarchar(String(value));
    default:
      throw type satisfies never;
  }
}
