/**
 * What has been tried, in `runs/exhaustive/`: one file for each function, so that a run that was cut
 * short goes on where it ended. A file counts only while the function is the same.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { compiledForm, type Way } from './evaluate.js';
import { idOf, type TriedFunction } from './functions.js';
import type { Verdicts } from './sweep-range.js';

/** What stands in a file: the verdict of each range, null where it has not been tried. */
interface Stored {
  readonly key: string;
  readonly ranges: readonly (Verdicts | null)[];
}

/** Differs where the function, its mathematical form, or the way it is run does. */
export async function keyOf(one: TriedFunction, way: Way, stride: number): Promise<string> {
  const hash = createHash('sha256');
  hash.update((await compiledForm(one)).binary);
  hash.update(JSON.stringify([way, stride, tf.version_core]));
  for (const exact of Object.values(one.exact)) hash.update(String(exact));
  return hash.digest('hex');
}

export class Store {
  #ranges: (Verdicts | null)[];
  readonly #file: string;

  /** @param count how many ranges there are */
  constructor(
    private readonly directory: string,
    one: TriedFunction,
    private readonly key: string,
    count: number,
    fresh: boolean,
  ) {
    this.#file = join(directory, `${idOf(one).replace(/[^a-z0-9]+/gi, '-')}.json`);
    const stored = fresh ? null : read(this.#file);
    this.#ranges =
      stored?.key === key && stored.ranges.length === count
        ? [...stored.ranges]
        : Array.from({ length: count }, () => null);
  }

  get ranges(): readonly (Verdicts | null)[] {
    return this.#ranges;
  }

  put(at: number, verdicts: Verdicts): void {
    this.#ranges[at] = verdicts;
    mkdirSync(this.directory, { recursive: true });
    const stored: Stored = { key: this.key, ranges: this.#ranges };
    writeFileSync(`${this.#file}.part`, JSON.stringify(stored));
    renameSync(`${this.#file}.part`, this.#file);
  }
}

function read(file: string): Stored | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Stored;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
