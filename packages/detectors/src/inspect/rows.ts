/** Data of any form that people train from, as rows of cells. */
import { Tensor, type TypedArray } from '@tensorflow/tfjs-core';
import { DetectorsError } from '../errors.js';
import type { Cell } from './summarize.js';

/** A row, and the names of its columns where they have some. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly names: readonly string[] | null;
}

/** A part of a sample, or of a batch of them. */
export type Part = Tensor | TypedArray | Cell | readonly Part[];

/** A sample by name: `{ area: 52, city: 'Bern' }`, or features and target: `{ xs, ys }`. */
export interface Sample {
  readonly [name: string]: Part | Sample;
}

/** `tf.data.Dataset`, by what is used of it. */
export interface DatasetLike {
  forEachAsync(visit: (element: unknown) => void): Promise<void>;
}

/**
 * A tensor or typed array, rows of cells, samples by name, columns by name (`{ xs, ys }`), a
 * `tf.data.Dataset`, or anything that can be iterated over, also asynchronously.
 */
export type InspectedData =
  Part | Sample | Iterable<Part | Sample> | AsyncIterable<Part | Sample> | DatasetLike;

/** Visits every row, once. */
export async function forEachRow(data: InspectedData, visit: (row: Row) => void): Promise<void> {
  if (isDataset(data)) {
    // A dataset's elements are disposed by their iterator: they are read while it waits.
    await data.forEachAsync((element) => {
      for (const row of rowsOfElement(element as Part | Sample)) visit(row);
    });
  } else if (data instanceof Tensor || ArrayBuffer.isView(data)) {
    for (const row of rowsOfPart(data, null)) visit(row);
  } else if (isIterable(data)) {
    for await (const element of data as AsyncIterable<Part | Sample>)
      for (const row of rowsOfElement(element)) visit(row);
  } else if (typeof data === 'object' && data !== null) {
    for (const row of rowsOfSample(data as Sample)) visit(row);
  } else
    throw new DetectorsError(
      'inspect',
      'data',
      `is ${data === null ? 'null' : typeof data}`,
      'give a tensor, an array, samples, or a dataset',
    );
}

const isDataset = (data: InspectedData): data is DatasetLike =>
  typeof (data as Partial<DatasetLike> | null)?.forEachAsync === 'function';

const isIterable = (data: InspectedData): boolean =>
  typeof data === 'object' &&
  data !== null &&
  (Symbol.iterator in data || Symbol.asyncIterator in data);

/** An element of an iterable: one row, or, as a tensor of rank 2 and above, many. */
function* rowsOfElement(element: Part | Sample): Generator<Row> {
  if (isSample(element)) yield* rowsOfSample(element);
  else if (element instanceof Tensor) {
    const rank = element.shape.length;
    if (rank >= 2) yield* rowsOfPart(element, null);
    else yield { cells: [...element.dataSync()] as Cell[], names: null };
  } else yield { cells: flat(element), names: null };
}

const isSample = (element: Part | Sample): element is Sample =>
  typeof element === 'object' &&
  element !== null &&
  !Array.isArray(element) &&
  !(element instanceof Tensor) &&
  !ArrayBuffer.isView(element);

/** Parts that are all many rows long are columns; else the sample is one row. */
function* rowsOfSample(sample: Sample): Generator<Row> {
  const parts = partsOf(sample, '');
  const columns = parts.map(([name, part]) => ({ name, rows: manyRows(part) }));
  const length = columns[0]?.rows?.length;
  if (length !== undefined && columns.every(({ rows }) => rows?.length === length)) {
    const names = columns.flatMap(({ name, rows }) => namesOf(name, rows?.[0]?.length ?? 1));
    for (let at = 0; at < length; at += 1)
      yield { cells: columns.flatMap(({ rows }) => rows?.[at] ?? []), names };
    return;
  }
  const cells = parts.map(([name, part]) => ({ name, cells: flat(part) }));
  yield {
    cells: cells.flatMap((part) => part.cells),
    names: cells.flatMap((part) => namesOf(part.name, part.cells.length)),
  };
}

const namesOf = (name: string, count: number): readonly string[] =>
  count === 1 ? [name] : Array.from({ length: count }, (_, at) => `${name}[${at}]`);

/** `{ xs: { area, rooms }, ys }` as `area`, `rooms` and `ys`. */
function partsOf(sample: Sample, within: string): readonly (readonly [string, Part])[] {
  return Object.entries(sample).flatMap(([name, part]) =>
    isSample(part) ? partsOf(part, name) : [[within === 'ys' ? `ys.${name}` : name, part] as const],
  );
}

/** The rows of a part that has several; undefined for a single cell or row. */
function manyRows(part: Part): readonly (readonly Cell[])[] | undefined {
  if (part instanceof Tensor && part.shape.length < 2) return undefined;
  if (part instanceof Tensor || Array.isArray(part))
    return [...rowsOfPart(part, null)].map(({ cells }) => cells);
  return undefined;
}

/** Many rows: of a tensor all but the last dimension run over rows; of one of rank 1 each value is one. */
function* rowsOfPart(part: Part, names: readonly string[] | null): Generator<Row> {
  if (part instanceof Tensor) {
    const values = part.dataSync() as ArrayLike<Cell>;
    const width = part.shape.length < 2 ? 1 : part.shape.at(-1)!;
    for (let start = 0; start < values.length; start += width)
      yield { cells: Array.from({ length: width }, (_, at) => values[start + at]), names };
  } else if (ArrayBuffer.isView(part)) {
    for (const value of part as Iterable<number>) yield { cells: [value], names };
  } else if (Array.isArray(part)) {
    for (const row of part as readonly Part[]) yield { cells: flat(row), names };
  }
}

function flat(part: Part): readonly Cell[] {
  if (part instanceof Tensor) return [...part.dataSync()] as Cell[];
  if (ArrayBuffer.isView(part)) return [...(part as Iterable<number>)];
  if (Array.isArray(part)) return (part as readonly Part[]).flatMap(flat);
  return [part as Cell];
}
