/**
 * Figures of a CSV or Parquet file, by DuckDB: it reads and counts in pieces, so the file may be larger than
 * memory. The file is read three times, however many columns it has: for the rows and those that repeat, for the
 * figures of all columns, and for the different values of the columns that have few.
 */
import { open, symlink } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
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

/**
 * @param spill an empty folder for what does not fit into memory
 * @throws DetectorsError for a file that is neither, and what DuckDB throws
 */
export async function summaryOfFile(
  connection: DuckDBConnection,
  file: string,
  spill: string,
): Promise<DataSummary> {
  const { isParquet, encoding } = await kindOf(file);
  const path = await withoutPattern(file, spill);
  if (!isParquet) return await summaryOfCsv(connection, path, encoding);
  await connection.run(
    `CREATE VIEW data AS SELECT * FROM read_parquet(${quotedText(path)}, hive_partitioning = false)`,
  );
  return await summaryOf(connection, 0, await countRows(connection));
}

/** What the first bytes say. @throws DetectorsError for what is neither text nor Parquet */
async function kindOf(file: string): Promise<{ isParquet: boolean; encoding: Encoding }> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle
    .read(Buffer.alloc(65536), 0, 65536, 0)
    .finally(() => handle.close());
  const start = buffer.subarray(0, bytesRead);
  const begins = (...bytes: readonly number[]) => bytes.every((byte, at) => start[at] === byte);
  if (start.toString('latin1', 0, 4) === 'PAR1' || /\.(parquet|pq)$/i.test(file))
    return { isParquet: true, encoding: 'utf-8' };
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) return { isParquet: false, encoding: 'utf-16' };
  const isCompressed = begins(0x1f, 0x8b) || begins(0x28, 0xb5, 0x2f, 0xfd);
  if (start.includes(0) && !isCompressed)
    throw new DetectorsError(
      'inspectFile',
      'file',
      `is neither text nor Parquet, got '${file}'`,
      'give CSV or Parquet',
    );
  return { isParquet: false, encoding: 'utf-8' };
}

/** DuckDB takes `*`, `?`, brackets and braces in a path for a pattern: such a file is read through a link. */
async function withoutPattern(file: string, spill: string): Promise<string> {
  if (!/[*?[\]{}]/.test(file)) return file;
  const link = join(spill, `file${extname(file)}`);
  await symlink(resolve(file), link);
  return link;
}

type Encoding = 'utf-8' | 'utf-16' | 'latin-1';

async function summaryOfCsv(
  connection: DuckDBConnection,
  path: string,
  encoding: Encoding,
): Promise<DataSummary> {
  const file = quotedText(path);
  const { header, delimiter, quote, skip } = await dialectOf(connection, file, encoding);
  // All as words: what is a number is decided value by value, as for data in memory.
  const csv = (more: string, quotes = quote) =>
    `read_csv(${file}, all_varchar = true, ignore_errors = true, hive_partitioning = false,
      header = ${header}, delim = ${quotedText(delimiter)}, quote = ${quotedText(quotes)}, skip = ${skip},
      encoding = '${encoding}'${more})`;
  const view = (quotes: string) =>
    connection.run(`CREATE OR REPLACE VIEW data AS SELECT * FROM ${csv('', quotes)}`);
  const quotes = await view(quote).then(
    () => quote,
    // A quote that nothing closes makes of the rest of the file one value: then it is a sign like others.
    async () => view('').then(() => ''),
  );
  const counted = await countRows(connection, csv(', store_rejects = true', quotes));
  const [rejected] = await rowsOf(
    connection,
    `SELECT count(DISTINCT line)::DOUBLE AS rows, count(*) FILTER (error_type = 'INVALID ENCODING')::DOUBLE AS other
     FROM reject_errors`,
  );
  if (encoding === 'utf-8' && Number(rejected?.other) > 0) {
    await connection.run('DROP TABLE reject_errors; DROP TABLE reject_scans');
    return await summaryOfCsv(connection, path, 'latin-1');
  }
  return await summaryOf(connection, Number(rejected?.rows ?? 0), counted);
}

interface Dialect {
  readonly header: boolean;
  readonly delimiter: string;
  readonly quote: string;
  readonly skip: number;
  readonly columns: number;
}

/**
 * How the file is written. Asked twice: where every row must fit, lines above the header are seen; where some
 * may not, ragged rows are borne. The answer with more columns counts.
 */
async function dialectOf(
  connection: DuckDBConnection,
  file: string,
  encoding: Encoding,
): Promise<Dialect> {
  const ask = async (ignoreErrors: boolean): Promise<Dialect> => {
    const [found] = await rowsOf(
      connection,
      `SELECT Delimiter AS delimiter, Quote AS quote, HasHeader AS header, SkipRows::INTEGER AS skip,
         len(Columns)::INTEGER AS columns
       FROM sniff_csv(${file}, ignore_errors = ${ignoreErrors}, encoding = '${encoding}')`,
    );
    return {
      header: found?.['header'] === true,
      delimiter: String(found?.['delimiter'] ?? ','),
      // The first rows may have no quotes, and later ones some.
      quote: found?.['quote'] === "'" ? "'" : '"',
      skip: Number(found?.['skip'] ?? 0),
      columns: Number(found?.['columns'] ?? 0),
    };
  };
  const lenient = await ask(true);
  const strict = await ask(false).catch(() => lenient);
  return strict.columns > lenient.columns ? strict : lenient;
}

interface Counted {
  readonly rows: number;
  readonly different: number;
}

/** Rows, and how many are different: by 64 bits of each, so that they need not be kept. */
async function countRows(connection: DuckDBConnection, source = 'data'): Promise<Counted> {
  const [counted] = await rowsOf(
    connection,
    `SELECT count(*)::DOUBLE AS rows, count(DISTINCT hash("one row"))::DOUBLE AS different
     FROM ${source} AS "one row"`,
  );
  return { rows: Number(counted?.['rows']), different: Number(counted?.['different']) };
}

/** Reads every column of the view `data`. @throws DetectorsError for a file without columns */
async function summaryOf(
  connection: DuckDBConnection,
  raggedRows: number,
  { rows, different }: Counted,
): Promise<DataSummary> {
  const described = (await rowsOf(connection, 'DESCRIBE data')).map(
    ({ column_name: name, column_type: type }) => ({ name: String(name), type: String(type) }),
  );
  const figures = await figuresOf(connection, described);
  const few = figures.flatMap(({ about }, at) => (about <= 2 * mostDistinct ? [at] : []));
  const values = await differentValues(connection, described, few);
  return {
    rows: rows + raggedRows,
    columns: described.map(({ name }, at) => {
      const { figure, words } = figures[at] ?? nothing;
      const counted = values.get(at);
      return {
        name,
        rows,
        ...figure,
        words: counted?.words ?? words,
        distinct:
          counted !== undefined && counted.distinct <= mostDistinct
            ? counted.distinct
            : rows === 0
              ? 0
              : null,
      };
    }),
    raggedRows,
    duplicates: rows - different,
    targets: [],
    classes: null,
  };
}

interface Described {
  readonly name: string;
  readonly type: string;
}

const isNumber = ({ type }: Described): boolean =>
  /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(\d+,\s*\d+\)|BOOLEAN)$/.test(type);

/**
 * The data in long form, a value a row: `k`, the index of its column; `x`, what it is as a number; `word`; and
 * whether it is missing. One query over it serves any number of columns.
 */
function longForm(columns: readonly Described[], which: readonly number[]): string {
  const each = (expressionOf: (column: Described) => string): string =>
    `unnest([${which.map((at) => expressionOf(columns[at]!)).join(', ')}])`;
  const some = which.map((at) => columns[at]!);
  const words = some.every(isNumber)
    ? 'NULL::VARCHAR'
    : each((column) => (isNumber(column) ? 'NULL' : `${quotedName(column.name)}::VARCHAR`));
  const numbers = some.some(isNumber)
    ? each((column) => (isNumber(column) ? `${quotedName(column.name)}::DOUBLE` : 'NULL'))
    : 'NULL::DOUBLE';
  const none = missingWords.map(quotedText).join(', ');
  return `SELECT k, word,
      coalesce(number, CASE WHEN NOT contains(word, '_') THEN TRY_CAST(word AS DOUBLE) END) AS x,
      number IS NULL AND (word IS NULL OR lower(word) IN (${none})) AS gone
    FROM (SELECT k, number, trim(word, E' \\t\\r\\n') AS word
      FROM (SELECT unnest([${which.join(', ')}]) AS k, ${words} AS word, ${numbers} AS number FROM data))`;
}

interface Figures {
  readonly figure: Omit<ColumnSummary, 'name' | 'rows' | 'words' | 'distinct'>;
  /** The first and the last word of the alphabet. */
  readonly words: readonly string[];
  /** How many different values there are, within some per cent. */
  readonly about: number;
}

const nothing: Figures = {
  figure: {
    missing: 0,
    nan: 0,
    infinite: 0,
    text: 0,
    numbers: 0,
    zeros: 0,
    integers: 0,
    pastFloat32: 0,
    min: NaN,
    max: NaN,
    mean: NaN,
    deviation: NaN,
  },
  words: [],
  about: 0,
};

async function figuresOf(
  connection: DuckDBConnection,
  columns: readonly Described[],
): Promise<readonly Figures[]> {
  const finite = 'NOT gone AND isfinite(x)';
  const held = `${finite} AND abs(x) <= ${greatestFloat32}`;
  const isText = 'NOT gone AND x IS NULL';
  const found = await rowsOf(
    connection,
    `SELECT k::INTEGER AS k,
       count(*) FILTER (gone)::DOUBLE AS missing,
       count(*) FILTER (NOT gone AND isnan(x))::DOUBLE AS nan,
       count(*) FILTER (NOT gone AND isinf(x))::DOUBLE AS infinite,
       count(*) FILTER (${isText})::DOUBLE AS text,
       count(*) FILTER (${finite})::DOUBLE AS numbers,
       count(*) FILTER (${finite} AND x = 0)::DOUBLE AS zeros,
       count(*) FILTER (${finite} AND x = floor(x))::DOUBLE AS integers,
       count(*) FILTER (${finite} AND abs(x) > ${greatestFloat32})::DOUBLE AS "pastFloat32",
       min(x) FILTER (${finite}) AS min,
       max(x) FILTER (${finite}) AS max,
       avg(x) FILTER (${held}) AS mean,
       stddev_pop(x) FILTER (${held}) AS deviation,
       min(word) FILTER (${isText}) AS first,
       max(word) FILTER (${isText}) AS last,
       (approx_count_distinct(x) + approx_count_distinct(word) FILTER (${isText}))::DOUBLE AS about
     FROM (${longForm(columns, [...columns.keys()])}) GROUP BY k`,
  );
  const figures: Figures[] = columns.map(() => nothing);
  for (const { k, first, last, about, ...figure } of found)
    figures[Number(k)] = {
      figure: Object.fromEntries(
        Object.keys(nothing.figure).map((key) => [key, Number(figure[key] ?? NaN)]),
      ) as Figures['figure'],
      words: [...new Set([first, last])].flatMap((word) => (word === null ? [] : [String(word)])),
      about: Number(about),
    };
  return figures;
}

/** Of the columns that have few: how many different values, and the first three words. */
async function differentValues(
  connection: DuckDBConnection,
  columns: readonly Described[],
  which: readonly number[],
): Promise<ReadonlyMap<number, { readonly distinct: number; readonly words: readonly string[] }>> {
  if (which.length === 0) return new Map();
  const found = await rowsOf(
    connection,
    // + 0.0 makes one of 0 and -0.
    `SELECT k::INTEGER AS k, count(*)::DOUBLE AS distinct, min(word, 3) AS words FROM (
       SELECT DISTINCT k, x + 0.0 AS x, CASE WHEN x IS NULL THEN word END AS word
       FROM (${longForm(columns, which)}) WHERE NOT gone) GROUP BY k`,
  );
  const values = new Map<number, { distinct: number; words: readonly string[] }>();
  for (const at of which) values.set(at, { distinct: 0, words: [] });
  for (const { k, distinct, words } of found)
    values.set(Number(k), {
      distinct: Number(distinct),
      words: Array.isArray(words) ? (words as readonly unknown[]).map(String) : [],
    });
  return values;
}

async function rowsOf(
  connection: DuckDBConnection,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}
