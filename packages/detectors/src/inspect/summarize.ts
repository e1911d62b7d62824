/** Reads rows once and counts. Memory: some thousand values per column, and every different row while they are few enough to compare. */
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

  constructor(private readonly name: string) {}

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

/** A number, a word, or null for what is missing. A word that reads as a number is one, as in a CSV file. */
function valueOf(cell: Cell): number | string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell !== 'string') return Number(cell);
  const word = cell.trim();
  if (missingWords.includes(word.toLowerCase())) return null;
  const number = Number(word);
  return Number.isNaN(number) && word.toLowerCase() !== 'nan' ? word : number;
}

/** Counts over all rows. */
export class RowCounter {
  private readonly columns: ColumnCounter[] = [];
  private readonly seen = new Set<string>();
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
    else if (row.length !== this.columns.length) this.raggedRows += 1;
    this.rows += 1;
    this.columns.forEach((column, at) => {
      if (at < row.length) column.add(row[at]);
    });
    if (this.rows > mostRowsCompared) return;
    const key = row.map(String).join('\u0000');
    if (this.seen.has(key)) this.duplicates += 1;
    else this.seen.add(key);
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
