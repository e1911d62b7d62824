/**
 * The cells of a run as bytes, and back: what the page carries instead of a table. Columns one
 * after the other, little-endian, those with the widest entries first so that each is aligned.
 * Words that repeat (sites, errors) are numbers of a list.
 */
import type { Outcome, ReportCells } from '@brink/sweep';
import { outcomeStyles } from './outcomes.js';

export interface PackedCells {
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sites: readonly string[];
  readonly errors: readonly string[];
}

type ColumnName = keyof ReportCells;

const layout = [
  ['initialLoss', Float64Array],
  ['finalLoss', Float64Array],
  ['leastLoss', Float64Array],
  ['measure', Float64Array],
  ['firstBadStep', Int32Array],
  ['steps', Int32Array],
  ['site', Int32Array],
  ['error', Int32Array],
  ['milliseconds', Float32Array],
  ['outcome', Int8Array],
  ['evaluated', Int8Array],
] as const satisfies readonly (readonly [ColumnName, unknown])[];

type Columns = Record<ColumnName, Float64Array | Int32Array | Float32Array | Int8Array>;

/** No entry: no bad step, no site, no error, not run. */
const none = -1;
const codes: readonly Outcome[] = outcomeStyles.map(({ outcome }) => outcome);

export function packCells(cells: ReportCells): PackedCells {
  const count = cells.outcome.length;
  const bytes = new Uint8Array(bytesFor(count));
  const columns = columnsIn(bytes.buffer, count);
  const sites = new Words();
  const errors = new Words();
  for (let cell = 0; cell < count; cell++) {
    for (const name of ['initialLoss', 'finalLoss', 'leastLoss', 'measure'] as const)
      columns[name][cell] = cells[name][cell] ?? NaN;
    columns.firstBadStep[cell] = cells.firstBadStep[cell] ?? none;
    columns.steps[cell] = cells.steps[cell] ?? 0;
    columns.site[cell] = sites.numberOf(cells.site[cell] ?? null);
    columns.error[cell] = errors.numberOf(cells.error[cell] ?? null);
    columns.milliseconds[cell] = cells.milliseconds[cell] ?? NaN;
    columns.outcome[cell] = codes.indexOf(cells.outcome[cell] ?? ('' as Outcome));
    columns.evaluated[cell] = cells.evaluated[cell] ? 1 : 0;
  }
  return { count, bytes, sites: sites.list, errors: errors.list };
}

export function unpackCells({ count, bytes, sites, errors }: PackedCells): ReportCells {
  const columns = columnsIn(bytes.buffer, count);
  const each = <T>(column: ColumnName, read: (entry: number) => T): T[] =>
    Array.from(columns[column], read);
  return {
    outcome: each('outcome', (code) => codes[code] ?? null),
    firstBadStep: each('firstBadStep', (step) => (step === none ? null : step)),
    site: each('site', (site) => sites[site] ?? null),
    initialLoss: columns.initialLoss,
    finalLoss: columns.finalLoss,
    leastLoss: columns.leastLoss,
    measure: columns.measure,
    steps: columns.steps,
    milliseconds: columns.milliseconds,
    evaluated: each('evaluated', (flag) => flag === 1),
    error: each('error', (error) => errors[error] ?? null),
  };
}

function bytesFor(count: number): number {
  return layout.reduce((size, [, Type]) => size + count * Type.BYTES_PER_ELEMENT, 0);
}

function columnsIn(buffer: ArrayBuffer, count: number): Columns {
  let offset = 0;
  return Object.fromEntries(
    layout.map(([name, Type]) => {
      const column = new Type(buffer, offset, count);
      offset += column.byteLength;
      return [name, column];
    }),
  ) as Columns;
}

/** Numbers words in the order in which they first appear. */
class Words {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(word: string | null): number {
    if (word === null) return none;
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.list.length);
    return this.list.push(word) - 1;
  }
}
