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
  /** Infinity for one that repeats without end, null where it is not known. */
  readonly size?: number | null;
}

/**
 * A tensor or typed array, rows of cells, samples by name, columns by name (`{ xs, ys }`), a
 * `tf.data.Dataset`, or anything that can be iterated over, also asynchronously.
 */
export type InspectedData =
  Part | Sample | Iterable<Part | Sample> | AsyncIterable<Part | Sample> | DatasetLike;

/** Visits every row, once. @throws DetectorsError for what is no data, never ends, or has columns of different lengths */
export async function forEachRow(data: InspectedData, visit: (row: Row) => void): Promise<void> {
  if (isDataset(data)) {
    if (data.size === Infinity)
      throw new DetectorsError(
        'inspect',
        'data',
        'is a dataset that repeats without end',
        'give it before repeat(), or a part of it: data.take(1000)',
      );
    // A dataset's elements are disposed by their iterator: they are read while it waits.
    await data.forEachAsync((element) => {
      for (const row of rowsOfElement(element as Part | Sample)) visit(row);
    });
  } else if (data instanceof Tensor || isTypedArray(data)) {
    for (const row of rowsOfPart(data)) visit(row);
  } else if (isIterable(data)) {
    for await (const element of data as AsyncIterable<Part | Sample>)
      for (const row of rowsOfElement(element)) visit(row);
  } else if (typeof data === 'object' && data !== null) {
    const parts = partsOf(data as Sample, '');
    const lengths = parts.map(([name, part]) => ({ name, length: lengthOf(part) }));
    const whole = lengths.every(({ length }) => length !== undefined);
    if (whole && lengths.some(({ length }) => length !== lengths[0]?.length))
      throw new DetectorsError(
        'inspect',
        'data',
        `has columns of different lengths: ${lengths
          .slice(0, 20)
          .map(({ name, length }) => `${name} ${length}`)
          .join(', ')}`,
        'give a row of each for every sample',
      );
    for (const row of whole ? rowsOfColumns(parts) : [rowOfParts(parts)]) visit(row);
  } else
    throw new DetectorsError(
      'inspect',
      'data',
      `is ${data === null ? 'null' : typeof data}`,
      'give a tensor, an array, samples, or a dataset; a file is read by inspectFile',
    );
}

const isDataset = (data: InspectedData): data is DatasetLike =>
  typeof (data as Partial<DatasetLike> | null)?.forEachAsync === 'function';

const isIterable = (data: InspectedData): boolean =>
  typeof data === 'object' &&
  data !== null &&
  (Symbol.iterator in data || Symbol.asyncIterator in data);

const isTypedArray = (part: unknown): part is TypedArray =>
  ArrayBuffer.isView(part) && !(part instanceof DataView);

/** An element of an iterable: one row, or, as a batch, many. */
function* rowsOfElement(element: Part | Sample): Generator<Row> {
  if (isSample(element)) yield* rowsOfSample(element);
  else if (element instanceof Tensor) {
    if (element.shape.length >= 2) yield* rowsOfPart(element);
    else yield { cells: flat(element), names: null };
  } else if (Array.isArray(element) && element.some((part) => part instanceof Tensor))
    // Features and target as a pair.
    yield* rowsOfSample(Object.fromEntries(Object.entries(element as readonly Part[])));
  else yield { cells: flat(element), names: null };
}

const isSample = (element: Part | Sample): element is Sample =>
  typeof element === 'object' &&
  element !== null &&
  !Array.isArray(element) &&
  !(element instanceof Tensor) &&
  !((element as unknown) instanceof Date) &&
  !ArrayBuffer.isView(element);

/**
 * A sample, or a batch of them: parts that are as long as each other, and not all plain rows. Tensors of
 * rank 1 and one length are a batch of single values, as `batch` makes them, not a sample of as many.
 */
function rowsOfSample(sample: Sample): Iterable<Row> {
  const parts = partsOf(sample, '');
  const length = parts[0] === undefined ? undefined : lengthOf(parts[0][1]);
  const isBatch =
    length !== undefined &&
    parts.every(([, part]) => lengthOf(part) === length) &&
    (parts.some(([, part]) => isDeep(part)) || parts.every(([, part]) => part instanceof Tensor));
  return isBatch ? rowsOfColumns(parts) : [rowOfParts(parts)];
}

type NamedPart = readonly [name: string, part: Part];

/** Row by row of parts that are equally long. */
function* rowsOfColumns(parts: readonly NamedPart[]): Generator<Row> {
  const columns = parts.map(([name, part]) => ({ name, cellsAt: rowReader(part) }));
  for (let at = 0; at < (lengthOf(parts[0]?.[1]) ?? 0); at += 1)
    yield rowOf(columns.map(({ name, cellsAt }) => ({ name, cells: cellsAt(at) })));
}

const rowOfParts = (parts: readonly NamedPart[]): Row =>
  rowOf(parts.map(([name, part]) => ({ name, cells: flat(part) })));

const rowOf = (
  parts: readonly { readonly name: string; readonly cells: readonly Cell[] }[],
): Row => ({
  cells: parts.flatMap(({ cells }) => cells),
  names: parts.flatMap(({ name, cells }) => namesOf(name, cells.length)),
});

const namesOf = (name: string, count: number): readonly string[] =>
  count === 1 ? [name] : Array.from({ length: count }, (_, at) => `${name}[${at}]`);

/** `{ xs: { area, rooms }, ys }` as `area`, `rooms` and `ys`. */
function partsOf(sample: Sample, within: string): readonly NamedPart[] {
  return Object.entries(sample).flatMap(([name, part]) =>
    isSample(part) ? partsOf(part, name) : [[within === 'ys' ? `ys.${name}` : name, part] as const],
  );
}

/** How many rows a part has if its first dimension runs over rows; undefined for a single value. */
function lengthOf(part: Part): number | undefined {
  if (part instanceof Tensor) return part.shape[0];
  return Array.isArray(part) || isTypedArray(part) ? part.length : undefined;
}

/** True for what has rows of several values: of rank 2 and above. */
const isDeep = (part: Part): boolean =>
  part instanceof Tensor
    ? part.shape.length >= 2
    : Array.isArray(part) && lengthOf((part as readonly Part[])[0]) !== undefined;

/** The cells of a part that belong to one row, whatever their shape. */
function rowReader(part: Part): (at: number) => readonly Cell[] {
  if (part instanceof Tensor) {
    const values = part.dataSync() as ArrayLike<Cell>;
    const width = values.length / (part.shape[0] ?? 1);
    return (at) => Array.from({ length: width }, (_, next) => values[at * width + next]);
  }
  const rows = part as ArrayLike<Part>;
  return (at) => flat(rows[at]);
}

/** Many rows: of a tensor all but the last dimension run over rows; of one of rank 1 each value is one. */
function* rowsOfPart(part: Tensor | TypedArray): Generator<Row> {
  if (part instanceof Tensor) {
    const values = part.dataSync() as ArrayLike<Cell>;
    const width = part.shape.length < 2 ? 1 : part.shape.at(-1)!;
    for (let start = 0; start < values.length; start += width)
      yield { cells: Array.from({ length: width }, (_, at) => values[start + at]), names: null };
  } else for (const value of part as Iterable<number>) yield { cells: [value], names: null };
}

function flat(part: Part): readonly Cell[] {
  if (part instanceof Tensor) return [...part.dataSync()] as Cell[];
  if (isTypedArray(part)) return [...(part as Iterable<number>)];
  if (Array.isArray(part)) return (part as readonly Part[]).flatMap(flat);
  // A date, or an object in a row of cells: a word, not a number that it could be cast to.
  if ((part as unknown) instanceof Date) return [String((part as unknown as Date).toJSON())];
  if (typeof part === 'object' && part !== null) return [JSON.stringify(part)];
  return [part as Cell];
}
