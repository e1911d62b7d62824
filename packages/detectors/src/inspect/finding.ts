/** What a rule says of data: figures, what they do to a training, and the cure. */
import type { DataSummary } from './summary.js';

export interface DataFinding {
  /** The rule's name. */
  readonly rule: string;
  /** Null where it is of the rows or of several columns. */
  readonly column: string | null;
  /** The figures. */
  readonly evidence: string;
  /** What it does to a training. */
  readonly consequence: string;
  readonly cure: string;
}

export interface InspectRule {
  /** kebab-case, the name of its file. */
  readonly name: string;
  readonly find: (summary: DataSummary) => readonly Omit<DataFinding, 'rule'>[];
}
