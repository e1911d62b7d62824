/** Figures of a CSV or Parquet file, by DuckDB: it reads and counts in pieces, so the file may be larger than memory. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { DetectorsError } from '../errors.js';
import {
  greatestFloat32,
  missingWords,
  mostDistinct,
  type ColumnSummary,
  type DataSummary,
} from './summary.js';

const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const quotedText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A view `data` of the file, and how many rows it had to leave out for their length. */
export async function openFile(
  connection: DuckDBConnection,
  file: string,
): Promise<{ readonly raggedRows: number }> {
  if (/\.(parquet|pq)$/i.test(file)) {
    await connection.run(`CREATE VIEW data AS SELECT * FROM read_parquet(${quotedText(file)})`);
    return { raggedRows: 0 };
  }
  const [dialect] = await rowsOf(
    connection,
    `SELECT Delimiter AS delimiter, Quote AS quote, HasHeader AS header
     FROM sniff_csv(${quotedText(file)}, ignore_errors = true)`,
  );
  // All as words: what is a number is decided value by value, as for data in memory.
  const csv = (more: string) =>
    `read_csv(${quotedText(file)}, all_varchar = true, ignore_errors = true,
      header = ${dialect?.header === true}, delim = ${quotedText(String(dialect?.delimiter ?? ','))},
      quote = '"'${more})`;
  await connection.run(`CREATE VIEW data AS SELECT * FROM ${csv('')}`);
  // Reading every column once is what makes DuckDB look at the length of each row.
  await connection.run(`SELECT count(COLUMNS(*)) FROM ${csv(', store_rejects = true')}`);
  const [rejected] = await rowsOf(
    connection,
    'SELECT count(DISTINCT line)::DOUBLE AS rows FROM reject_errors',
  );
  return { raggedRows: Number(rejected?.rows ?? 0) };
}

/** Reads every column of the view `data`. @throws DetectorsError for a file without columns */
export async function summaryOf(
  connection: DuckDBConnection,
  raggedRows: number,
): Promise<DataSummary> {
  const described = await rowsOf(connection, 'DESCRIBE data');
  const columns: ColumnSummary[] = [];
  for (const { column_name: name, column_type: type } of described)
    columns.push(await columnOf(connection, String(name), String(type)));
  if (columns.length === 0)
    throw new DetectorsError('inspectFile', 'file', 'has no columns', 'give one with some data');
  const [counted] = await rowsOf(
    connection,
    `SELECT (SELECT count(*) FROM data)::DOUBLE AS rows,
            (SELECT count(*) FROM (SELECT DISTINCT * FROM data))::DOUBLE AS different`,
  );
  const rows = Number(counted?.rows);
  return {
    rows: rows + raggedRows,
    columns,
    raggedRows,
    duplicates: rows - Number(counted?.different),
    targets: [],
    classes: null,
  };
}

async function columnOf(
  connection: DuckDBConnection,
  name: string,
  type: string,
): Promise<ColumnSummary> {
  const column = quotedName(name);
  const isNumber = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*|BOOLEAN)$/.test(
    type,
  );
  const number = isNumber ? `${column}::DOUBLE` : `TRY_CAST(trim(${column}::VARCHAR) AS DOUBLE)`;
  const none = isNumber
    ? `${column} IS NULL`
    : `${column} IS NULL OR lower(trim(${column}::VARCHAR)) IN (${missingWords.map(quotedText).join(', ')})`;
  const values = `SELECT ${number} AS x, (${none}) AS gone, ${column}::VARCHAR AS word FROM data`;
  const finite = 'NOT gone AND isfinite(x)';
  const held = `${finite} AND abs(x) <= ${greatestFloat32}`;
  const [found] = await rowsOf(
    connection,
    `SELECT count(*)::DOUBLE AS rows,
       count(*) FILTER (gone)::DOUBLE AS missing,
       count(*) FILTER (NOT gone AND isnan(x))::DOUBLE AS nan,
       count(*) FILTER (NOT gone AND isinf(x))::DOUBLE AS infinite,
       count(*) FILTER (NOT gone AND x IS NULL)::DOUBLE AS text,
       count(*) FILTER (${finite})::DOUBLE AS numbers,
       count(*) FILTER (${finite} AND x = 0)::DOUBLE AS zeros,
       count(*) FILTER (${finite} AND x = floor(x))::DOUBLE AS integers,
       count(*) FILTER (${finite} AND abs(x) > ${greatestFloat32})::DOUBLE AS "pastFloat32",
       min(x) FILTER (${finite}) AS min,
       max(x) FILTER (${finite}) AS max,
       avg(x) FILTER (${held}) AS mean,
       stddev_pop(x) FILTER (${held}) AS deviation
     FROM (${values})`,
  );
  const words = await rowsOf(
    connection,
    `SELECT DISTINCT word FROM (${values}) WHERE NOT gone AND x IS NULL LIMIT 3`,
  );
  const [different] = await rowsOf(
    connection,
    `SELECT count(*)::DOUBLE AS count FROM (
       SELECT DISTINCT coalesce(x::VARCHAR, word) FROM (${values}) WHERE NOT gone LIMIT ${mostDistinct + 1})`,
  );
  const figure = (key: string): number => Number(found?.[key] ?? NaN);
  const distinct = Number(different?.count);
  return {
    name,
    rows: figure('rows'),
    missing: figure('missing'),
    nan: figure('nan'),
    infinite: figure('infinite'),
    text: figure('text'),
    words: words.map(({ word }) => String(word)).toSorted(),
    numbers: figure('numbers'),
    zeros: figure('zeros'),
    integers: figure('integers'),
    pastFloat32: figure('pastFloat32'),
    min: figure('min'),
    max: figure('max'),
    mean: figure('mean'),
    deviation: figure('deviation'),
    distinct: distinct > mostDistinct ? null : distinct,
  };
}

async function rowsOf(
  connection: DuckDBConnection,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}
