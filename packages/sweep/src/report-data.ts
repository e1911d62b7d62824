/**
 * A whole run as a report needs it: plain data, columns rather than rows, since a map has up to
 * millions of cells. Everything that a reader should see is in here; a report looks nothing up.
 */
import type { Outcome } from './cell.js';

/** An axis that the run varies, with the grid's values in the order of the plan. */
export interface ReportAxis {
  readonly name: string;
  readonly description: string;
  readonly kind: 'numeric' | 'integer' | 'choice';
  /** How a numeric axis is spaced; an integer or choice axis is `ordinal`. */
  readonly scale: 'linear' | 'log' | 'ordinal';
  readonly values: readonly (number | string)[];
}

export interface ReportVariant {
  readonly name: string;
  readonly description: string;
}

/**
 * One entry per cell of the plan, at the cell's index: variants outermost, then `axes` in order,
 * the last fastest. A cell that has not been run (an interrupted run) has outcome null.
 */
export interface ReportCells {
  readonly outcome: readonly (Outcome | null)[];
  readonly firstBadStep: readonly (number | null)[];
  readonly site: readonly (string | null)[];
  /** Losses and the measure may be NaN or infinite; NaN also where the cell was not run. */
  readonly initialLoss: ArrayLike<number>;
  readonly finalLoss: ArrayLike<number>;
  readonly leastLoss: ArrayLike<number>;
  readonly measure: ArrayLike<number>;
  readonly steps: ArrayLike<number>;
  readonly milliseconds: ArrayLike<number>;
  readonly evaluated: readonly boolean[];
  readonly error: readonly (string | null)[];
}

export interface ReportData {
  /** The run's own name: that of its directory. */
  readonly run: string;
  readonly scenario: {
    readonly name: string;
    readonly title: string;
    readonly cause: string;
    readonly explanation: string;
    readonly references: readonly string[];
  };
  readonly variants: readonly ReportVariant[];
  /** Only the axes that the run varies, in the spec's order. */
  readonly axes: readonly ReportAxis[];
  /** The axes that stay at one value. */
  readonly fixedAxes: Readonly<Record<string, number | string>>;
  /** The most steps that a cell trains. */
  readonly steps: number;
  readonly seed: number;
  /** `eager` or a compiled target. */
  readonly engine: string;
  readonly backend: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** The wall clock that the run took so far, summed over its sessions. */
  readonly seconds: number;
  /** The shell command that gives this run again. */
  readonly command: string;
  /** The run's spec as YAML or JSON, as `--spec` reads it. */
  readonly spec: string;
  /** Versions of Brink, Node, tfjs and so on; and what machine it was. */
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Readonly<Record<string, string>>;
  readonly cells: ReportCells;
}
