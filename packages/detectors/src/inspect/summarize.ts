/** Reads rows once and counts. Memory: some thousand values per column, and a number for every different row up to {@link mostRowsCompared}. */
import {
  greatestFloat32,
  missingWords,
  mostDistinct,
  type ColumnSummary,
  type DataSummary,
} from './summary.js';

/** One value as it comes: a number, a word, or nothing. */
export type Cell = number | bigint | string | boolean | null | undefined;

/** Rows beyond which duplicates are not looked for. */
const mostRowsCompared = 2_000_000;

/** The figures of one column, a value at a time; mean and deviation by Welford's updates. */
class ColumnCounter {
  private rows = 0;
  private missing = 0;
  private nan = 0;
  private infinite = 0;
  private text = 0;
  private readonly words = new Set<string>();
  private numbers = 0;
  private zeros = 0;
  private integers = 0;
  private pastFloat32 = 0;
  private min = Infinity;
  private max = -Infinity;
  private mean = 0;
  private squares = 0;
  private readonly distinct = new Set<number | string>();

  constructor(readonly name: string) {}

  add(cell: Cell): void {
    this.rows += 1;
    const value = valueOf(cell);
    if (value === null) this.missing += 1;
    else {
      if (this.distinct.size <= mostDistinct) this.distinct.add(value);
      if (typeof value === 'string') this.addWord(value);
      else this.addNumber(value);
    }
  }

  private addWord(word: string): void {
    this.text += 1;
    if (this.words.size < 3) this.words.add(word);
  }

  private addNumber(value: number): void {
    if (Number.isNaN(value)) this.nan += 1;
    else if (!Number.isFinite(value)) this.infinite += 1;
    else {
      this.numbers += 1;
      if (value === 0) this.zeros += 1;
      if (Number.isInteger(value)) this.integers += 1;
      if (value < this.min) this.min = value;
      if (value > this.max) this.max = value;
      if (Math.abs(value) > greatestFloat32) {
        this.pastFloat32 += 1;
        return;
      }
      const fromMean = value - this.mean;
      this.mean += fromMean / (this.numbers - this.pastFloat32);
      this.squares += fromMean * (value - this.mean);
    }
  }

  summary(): ColumnSummary {
    const held = this.numbers - this.pastFloat32;
    return {
      name: this.name,
      rows: this.rows,
      missing: this.missing,
      nan: this.nan,
      infinite: this.infinite,
      text: this.text,
      words: [...this.words],
      numbers: this.numbers,
      zeros: this.zeros,
      integers: this.integers,
      pastFloat32: this.pastFloat32,
      min: this.numbers === 0 ? NaN : this.min,
      max: this.numbers === 0 ? NaN : this.max,
      mean: held === 0 ? NaN : this.mean,
      deviation: held === 0 ? NaN : Math.sqrt(this.squares / held),
      distinct: this.distinct.size > mostDistinct ? null : this.distinct.size,
    };
  }
}

const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const infinity = /^([+-]?)inf(inity)?$/i;
const notANumber = /^[+-]?nan$/i;

/** A number, a word, or null for what is missing. A word that reads as a number is one, as in a CSV file. */
function valueOf(cell: Cell): number | string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell !== 'string') return Number(cell);
  const word = cell.trim();
  if (missingWords.includes(word.toLowerCase())) return null;
  if (numeral.test(word)) return Number(word);
  const sign = infinity.exec(word)?.[1];
  if (sign !== undefined) return sign === '-' ? -Infinity : Infinity;
  return notANumber.test(word) ? NaN : word;
}

/** 53 bits of a row: two rows of two million fall together by chance in one of 4,000 data sets. */
function fingerprint(row: readonly Cell[]): number {
  let [high, low] = [0x811c9dc5, 0x1b873593];
  for (const cell of row) {
    const word = String(cell);
    for (let at = 0; at <= word.length; at += 1) {
      // Past its end each cell adds a mark: ['ab', 'c'] is not ['a', 'bc'].
      const code = at < word.length ? word.charCodeAt(at) : 0x1ffff;
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low ^ code, 0x85ebca6b);
      low ^= low >>> 13;
    }
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}

/** Counts over all rows. */
export class RowCounter {
  private readonly columns: ColumnCounter[] = [];
  private readonly seen = new Set<number>();
  private rows = 0;
  private raggedRows = 0;
  private duplicates = 0;

  /**
   * @param row a value for each column
   * @param names of the columns, where they have some
   */
  add(row: readonly Cell[], names: readonly string[] | null): void {
    if (this.rows === 0)
      row.forEach((_, at) => {
        const name = names?.[at] ?? (row.length === 1 ? 'value' : `column ${at}`);
        this.columns.push(new ColumnCounter(name));
      });
    this.rows += 1;
    const places = this.placesOf(names);
    if (row.length !== this.columns.length || places?.includes(undefined) === true)
      this.raggedRows += 1;
    row.forEach((cell, at) => (places === null ? this.columns[at] : places[at])?.add(cell));
    if (this.rows > mostRowsCompared) return;
    // In the order of the columns, where a sample has its parts in another.
    const key = fingerprint(
      places === null ? row : this.columns.map((column) => row[places.indexOf(column)]),
    );
    if (this.seen.has(key)) this.duplicates += 1;
    else this.seen.add(key);
  }

  /** The column of each cell by its name; null where they come in the order of the columns. */
  private placesOf(names: readonly string[] | null): readonly (ColumnCounter | undefined)[] | null {
    if (names === null || names.every((name, at) => name === this.columns[at]?.name)) return null;
    const byName = new Map(this.columns.map((column) => [column.name, column]));
    return names.map((name) => byName.get(name));
  }

  summary(targets: readonly string[], classes: number | null): DataSummary {
    return {
      rows: this.rows,
      columns: this.columns.map((column) => column.summary()),
      raggedRows: this.raggedRows,
      duplicates: this.rows > mostRowsCompared ? null : this.duplicates,
      targets,
      classes,
    };
  }
}
