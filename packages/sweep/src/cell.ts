/** A cell and what became of it: the words of a run's table. */

/** `inf` and `nan`: the kind of the first non-finite value. `failed`: the cell could not be run. */
export type Outcome = 'converged' | 'stalled' | 'diverged' | 'inf' | 'nan' | 'failed';

/** One point of the grid. */
export interface Cell {
  /** The position in the run: variants outermost, then the axes in the spec's order, the last fastest. */
  readonly index: number;
  readonly variant: string;
  /** Every axis of the scenario, swept or not. */
  readonly axes: Readonly<Record<string, number | string>>;
  readonly seed: number;
}

/** What a cell in plain tfjs leaves; `summaryOf` makes of it what a compiled program tells by itself. */
export interface History {
  /** The loss before each update, as many as steps were run; the last may be non-finite. */
  readonly losses: Float64Array;
  /** -1 where every value was finite. */
  readonly firstBadStep: number;
  /** `loss`, `gradient:NAME` or `parameter:NAME`; null where every value was finite. */
  readonly site: string | null;
  /** True where the first bad tensor held a NaN, false where only infinities. */
  readonly badIsNaN: boolean;
}

/** What a cell's training came to, from which its record is made: the same for every engine. */
export interface CellSummary {
  /** How many steps were run. */
  readonly steps: number;
  /** The loss before the first update. */
  readonly initialLoss: number;
  /** The loss before the last update; it may be non-finite. */
  readonly finalLoss: number;
  /** The least finite loss; NaN where there was none. */
  readonly leastLoss: number;
  /** The mean of the last 20 losses, of all where there are fewer; NaN where a value was not finite. */
  readonly endLoss: number;
  /** The convergence measure of Sohl-Dickstein 2024. */
  readonly measure: number;
  /** -1 where every value was finite. */
  readonly firstBadStep: number;
  /** `loss`, `gradient:NAME` or `parameter:NAME`; null where every value was finite. */
  readonly site: string | null;
  /** True where the first bad tensor held a NaN, false where only infinities. */
  readonly badIsNaN: boolean;
}

/** The row that is stored for a cell. */
export interface CellRecord {
  readonly cell: number;
  readonly outcome: Outcome;
  readonly firstBadStep: number | null;
  readonly site: string | null;
  readonly initialLoss: number;
  readonly finalLoss: number;
  readonly leastLoss: number;
  /** The convergence measure of Sohl-Dickstein 2024. */
  readonly measure: number;
  readonly steps: number;
  readonly milliseconds: number;
  /** False where refinement filled the cell in from its neighbours. */
  readonly evaluated: boolean;
  /** Why the cell failed. */
  readonly error: string | null;
}
