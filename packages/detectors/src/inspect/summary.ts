/** What is known of data when it has been read once: figures per column, from which the rules tell. */

export interface ColumnSummary {
  readonly name: string;
  /** Rows that have this column. */
  readonly rows: number;
  /** Empty, null, or a word for it: `NA`, `null`, `?`. */
  readonly missing: number;
  readonly nan: number;
  readonly infinite: number;
  /** Values that are words, not numbers. */
  readonly text: number;
  /** Up to three of those words. */
  readonly words: readonly string[];
  /** Values that are finite numbers; the figures below are of these. */
  readonly numbers: number;
  readonly zeros: number;
  readonly integers: number;
  /** Finite numbers past the greatest float32, 3.4e38: infinite once in a tensor. */
  readonly pastFloat32: number;
  readonly min: number;
  readonly max: number;
  /** Of the numbers that float32 can hold; NaN where there is none. */
  readonly mean: number;
  /** The same: the root of the mean squared distance from the mean. */
  readonly deviation: number;
  /** Different values; null where there are more than {@link mostDistinct}. */
  readonly distinct: number | null;
}

export interface DataSummary {
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
  /** Rows with more or fewer values than the first. */
  readonly raggedRows: number;
  /** Rows that repeat an earlier one; null where there were too many rows to tell. */
  readonly duplicates: number | null;
  /** The columns that are to be predicted. */
  readonly targets: readonly string[];
  /** How many classes the target has, where the caller says so. */
  readonly classes: number | null;
}

/** Different values of a column are counted up to here. */
export const mostDistinct = 1000;

/** Words that stand for a value that is not there, in lower case. */
export const missingWords: readonly string[] =
  ' na n/a #n/a #na <na> null nil none missing ? - --'.split(' ');

export const greatestFloat32 = (2 - 2 ** -23) * 2 ** 127;

/** Columns that are features: not targets. */
export const features = ({ columns, targets }: DataSummary): readonly ColumnSummary[] =>
  columns.filter(({ name }) => !targets.includes(name));

/** Columns that are to be predicted. */
export const targetsOf = ({ columns, targets }: DataSummary): readonly ColumnSummary[] =>
  columns.filter(({ name }) => targets.includes(name));

/** Where something stands that is the same in every row that has a value, as words. */
export const inAll = (count: number, rows: number): string =>
  `in all ${count} rows${count === rows ? '' : ' that have a value'}`;

/** True where a column holds one word, again and again. */
export const isConstantWord = ({ text, numbers, distinct }: ColumnSummary): boolean =>
  text > 1 && numbers === 0 && distinct === 1;

/** True where a column holds whole numbers of few kinds, as codes of classes do. */
export const isFewWholeNumbers = (column: ColumnSummary): boolean =>
  column.numbers > 0 &&
  column.integers === column.numbers &&
  column.text === 0 &&
  column.distinct !== null &&
  column.distinct <= 20 &&
  column.numbers >= 5 * column.distinct;
