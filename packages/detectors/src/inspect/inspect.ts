/** `inspect`: what in the data will break a training, before it does. */
import { DetectorsError } from '../errors.js';
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
 * @throws DetectorsError for no data, or a target that is no column
 */
export async function inspect(
  data: InspectedData,
  options: InspectOptions = {},
): Promise<Inspection> {
  const counter = new RowCounter();
  await forEachRow(data, ({ cells, names }) => {
    counter.add(cells, options.names ?? names);
  });
  return judge(counter.summary([], null), options);
}

/** Asks every rule. @throws as {@link inspect} */
export function judge(read: DataSummary, { target, classes }: InspectOptions): Inspection {
  const names = read.columns.map(({ name }) => name);
  if (read.rows === 0) throw new DetectorsError('inspect', 'data', 'has no rows', 'give some data');
  if (target !== undefined && !names.includes(target))
    throw new DetectorsError(
      'inspect',
      'target',
      `is no column, got '${target}'`,
      `the columns are ${names.slice(0, 20).join(', ')}`,
    );
  const summary: DataSummary = {
    ...read,
    targets: target === undefined ? names.filter((name) => /^ys\b/.test(name)) : [target],
    classes: classes ?? null,
  };
  return {
    summary,
    findings: inspectRules.flatMap(({ name: rule, find }) =>
      find(summary).map((finding) => ({ rule, ...finding })),
    ),
  };
}
