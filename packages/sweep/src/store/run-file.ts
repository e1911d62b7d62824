/** `run.json`: written whole or not at all, and checked when read. */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { StoreError } from '../errors.js';
import { storeFault } from './faults.js';
import { runFormat, type RunInfo } from './run-info.js';

const fileName = 'run.json';

const AxisValue = v.union([v.number(), v.string()]);
const Names = v.record(v.string(), v.string());

/** What readers of a run rely on; fields that a later release of this format adds are let through. */
const StoredRun = v.looseObject({
  format: v.literal(runFormat),
  created: v.string(),
  spec: v.looseObject({ scenario: v.string() }),
  scenario: v.looseObject({
    name: v.string(),
    title: v.string(),
    cause: v.string(),
    explanation: v.string(),
    references: v.array(v.string()),
  }),
  variants: v.array(v.looseObject({ name: v.string(), description: v.string() })),
  axes: v.array(
    v.looseObject({
      name: v.string(),
      kind: v.picklist(['numeric', 'integer', 'choice']),
      scale: v.picklist(['linear', 'log', 'ordinal']),
      values: v.pipe(v.array(AxisValue), v.minLength(1)),
      description: v.string(),
    }),
  ),
  seed: v.number(),
  steps: v.number(),
  precision: v.picklist(['float32', 'float64']),
  tileCells: v.pipe(v.number(), v.integer(), v.minValue(1)),
  engine: v.looseObject({
    name: v.string(),
    backend: v.nullable(v.string()),
    fallback: v.nullable(v.string()),
  }),
  versions: Names,
  machine: v.looseObject({ cpu: v.string(), cores: v.number(), platform: v.string() }),
  command: v.string(),
});

/**
 * Makes the directory and writes `run.json` in it.
 * @throws StoreError where the directory holds anything already
 */
export async function writeNewRunFile(directory: string, info: RunInfo): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    if ((await readdir(directory)).length > 0)
      throw new StoreError(
        directory,
        'exists',
        'is not empty',
        'give another directory, or resume the run that it holds',
      );
    await writeWhole(join(directory, fileName), `${JSON.stringify(info, null, 2)}\n`);
  } catch (error) {
    throw storeFault(directory, error);
  }
}

/** @throws StoreError where there is no run, or one of another format */
export async function readRunFile(directory: string): Promise<RunInfo> {
  const value = parsed(directory, await textOf(directory));
  const format =
    typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'number' && format > runFormat)
    throw new StoreError(
      directory,
      'newer-format',
      `was written by a newer Brink (format ${format}, this one reads ${runFormat})`,
      'update Brink to open it',
    );
  if (typeof format === 'number' && format < runFormat)
    throw new StoreError(
      directory,
      'older-format',
      `was written by an older Brink (format ${format}, this one reads ${runFormat})`,
      'open it with the Brink that wrote it, or sweep again with the command in its run.json',
    );
  const checked = v.safeParse(StoredRun, value);
  if (!checked.success) {
    const issue = checked.issues[0];
    const path = issue.path?.map(({ key }) => String(key)).join('.') ?? 'run.json';
    throw damaged(directory, `${path}: ${issue.message}`);
  }
  return checked.output as unknown as RunInfo;
}

/** Beside the file and then in its place, so that a crash leaves the old contents or the new. */
export async function writeWhole(file: string, contents: string | Iterable<string>): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(beside, 'w');
    try {
      for (const piece of typeof contents === 'string' ? [contents] : inPieces(contents))
        await handle.appendFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Rows joined to pieces that are worth a write each. */
function* inPieces(chunks: Iterable<string>): Generator<string> {
  let piece = '';
  for (const chunk of chunks) {
    piece += chunk;
    if (piece.length < 2 ** 16) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function textOf(directory: string): Promise<string> {
  try {
    return await readFile(join(directory, fileName), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new StoreError(
        directory,
        'not-a-run',
        'is not the directory of a run: it has no run.json',
        'give the directory that a sweep wrote',
      );
    throw storeFault(directory, error);
  }
}

function parsed(directory: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw damaged(directory, (error as Error).message);
  }
}

function damaged(directory: string, problem: string): StoreError {
  return new StoreError(
    directory,
    'damaged',
    `has a damaged run.json (${problem})`,
    'restore it from a copy, or sweep again',
  );
}
