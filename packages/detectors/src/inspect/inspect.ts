/** `inspect`: what in the data will break a training, before it does. */
import { checkCount, DetectorsError } from '../errors.js';
import type { DataFinding } from './finding.js';
import { forEachRow, type InspectedData } from './rows.js';
import { inspectRules } from './rules/table.js';
import { RowCounter } from './summarize.js';
import type { DataSummary } from './summary.js';

export interface InspectOptions {
  /** Names of the columns, where the data has none. */
  readonly names?: readonly string[];
  /** The column to be predicted. Default: those that come from `ys`. */
  readonly target?: string;
  /** How many classes the target has, where it is a label. */
  readonly classes?: number;
}

/** Plain data, ready for JSON. */
export interface Inspection {
  readonly summary: DataSummary;
  readonly findings: readonly DataFinding[];
}

/**
 * Reads the data once.
 *
 * @param data see {@link InspectedData}; of a tensor all dimensions but the last run over rows
 * @throws DetectorsError for no data or data without end, columns of different lengths, or an option that does not
 * fit the data
 */
export async function inspect(
  data: InspectedData,
  options: InspectOptions = {},
): Promise<Inspection> {
  checkClasses('inspect', options);
  const counter = new RowCounter();
  await forEachRow(data, ({ cells, names }) => {
    counter.add(cells, options.names ?? names);
  });
  const summary = counter.summary([], null);
  const { names } = options;
  if (names !== undefined && summary.rows > 0 && names.length !== summary.columns.length)
    throw new DetectorsError(
      'inspect',
      'names',
      `has ${names.length}, the data has ${summary.columns.length} columns`,
      'give a name for each column',
    );
  return judge('inspect', summary, options);
}

/** @throws DetectorsError for a number of classes that is none */
export function checkClasses(call: string, { classes }: InspectOptions): void {
  if (classes !== undefined)
    checkCount(call, 'classes', classes, 'give how many classes the target has');
}

/**
 * Asks every rule.
 *
 * @param call what an error names: `inspect`, or `inspectFile`
 * @throws as {@link inspect}
 */
export function judge(
  call: 'inspect' | 'inspectFile',
  read: DataSummary,
  { target, classes }: InspectOptions,
): Inspection {
  const names = read.columns.map(({ name }) => name);
  const option = call === 'inspect' ? 'data' : 'file';
  const none = read.rows === 0 ? 'rows' : names.length === 0 ? 'columns' : null;
  if (none !== null) throw new DetectorsError(call, option, `has no ${none}`, 'give some data');
  if (target !== undefined && !names.includes(target))
    throw new DetectorsError(
      call,
      'target',
      `is no column, got '${target}'`,
      `the columns are ${names.slice(0, 20).join(', ')}`,
    );
  const targets = target === undefined ? names.filter((name) => /^ys\b/.test(name)) : [target];
  if (classes !== undefined && targets.length === 0)
    throw new DetectorsError(
      call,
      'classes',
      `is ${classes}, and no column is the target`,
      "say which: target: 'NAME' (--target NAME)",
    );
  const summary: DataSummary = { ...read, targets, classes: classes ?? null };
  return {
    summary,
    findings: inspectRules.flatMap(({ name: rule, find }) =>
      find(summary).map((finding) => ({ rule, ...finding })),
    ),
  };
}
