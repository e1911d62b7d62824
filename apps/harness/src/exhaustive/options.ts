/** What the command line of `npm run exhaustive` may say. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from '../errors.js';
import { ways, type Way } from './evaluate.js';
import { idOf, triedFunctions, type Group, type TriedFunction } from './functions.js';

export interface Options {
  readonly functions: readonly TriedFunction[];
  /** Groups of which every function is tried. */
  readonly whole: readonly Group[];
  readonly stride: number;
  readonly way: Way;
  readonly threads: number;
  /** Whether ranges that were tried before are tried again. */
  readonly fresh: boolean;
  /** Whether the pages of the documentation are written. */
  readonly write: boolean;
}

const groups: readonly Group[] = ['stable-ops', 'maths'];

/** @throws UsageError for an option that is unknown or has a value that cannot be. */
export function optionsOf(args: readonly string[]): Options {
  const values = parsed(args);
  const only = values.only;
  const functions = triedFunctions.filter(
    (one) =>
      only === undefined ||
      only.some((name) => name === one.group || name === one.name || name === idOf(one)),
  );
  const unknown = only?.find(
    (name) =>
      !triedFunctions.some((one) => name === one.group || name === one.name || name === idOf(one)),
  );
  if (unknown !== undefined)
    throw new UsageError(
      `exhaustive: --only '${unknown}' is neither a group (${groups.join(', ')}) nor a function; choose from ${triedFunctions.map(idOf).join(', ')}`,
    );
  const way = ways.find((name) => name === values.through);
  if (way === undefined)
    throw new UsageError(
      `exhaustive: --through '${values.through}' is none of ${ways.join(', ')}; choose one`,
    );
  return {
    functions,
    whole: groups.filter((group) =>
      triedFunctions.every((one) => one.group !== group || functions.includes(one)),
    ),
    stride: wholeNumber('stride', values.stride, 2 ** 20),
    way,
    threads: wholeNumber('threads', values.threads, 1024),
    fresh: values.fresh,
    write: values.write,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        stride: { type: 'string', default: '1' },
        through: { type: 'string', default: 'compiled' },
        threads: { type: 'string', default: String(availableParallelism()) },
        fresh: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`exhaustive: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new UsageError(
    `exhaustive: --${option} must be a whole number from 1 to ${most}, got '${text}'; leave it out for the default`,
  );
}
