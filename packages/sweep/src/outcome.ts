/**
 * What became of a cell, and by how much: the rules, all in this file.
 *
 * **The loss history.** A cell is trained for a planned number of steps. In each step these are
 * looked at in order: the loss (that on all data where the scenario records it so, else that of the
 * step's batch), the gradients in the order of the parameters (before clipping), the updated
 * parameters in the same order. The cell stops at the first tensor that holds a NaN or an infinity; the loss of
 * that step is kept. `losses` are the losses before each update, so losses[0] is that of the
 * untrained parameters.
 *
 * **The outcome**, the first rule that holds:
 *
 * | outcome     | rule                                                                       |
 * | ----------- | -------------------------------------------------------------------------- |
 * | `failed`    | the cell could not be run: it threw, hung or crashed its worker each time   |
 * | `nan`       | a tensor was not finite, and the first such one held a NaN                  |
 * | `inf`       | a tensor was not finite, and the first such one held infinities only        |
 * | `converged` | end < start - 1 % of abs(start)                                             |
 * | `diverged`  | end > start + 1 % of abs(start)                                             |
 * | `stalled`   | neither: the loss ended within 1 % of where it began                        |
 *
 * with start = losses[0], end = the mean of the last 20 losses (of all, where there are fewer).
 * The margin of 1 % is Brink's: without it a learning rate of 1e-9 would count as convergence, or
 * as divergence by the rounding of one sum. A start of 0 leaves no margin: staying at 0 is `stalled`.
 *
 * **The measure** is that of Sohl-Dickstein, "The boundary of neural network trainability is
 * fractal" (2024, arXiv:2402.06184), which has no margin: see `convergenceMeasure`.
 *
 * A compiled program sums its losses up by itself (summary.ts in @brink/compiler), by the same
 * operations in the same order; a test holds the two to the same bits.
 */
import type { Cell, CellRecord, CellSummary, History, Outcome } from './cell.js';

/** How many of the last losses say where a training ended. */
export const lastLosses = 20;
/** The share of the first loss by which the end must differ to count as a change. */
const stallMargin = 0.01;
/** What a non-finite normalised loss counts as. */
const nonFiniteLoss = 1e6;

/**
 * Losses divided by the first one, v; a v that is not finite counts as 1e6, and so does each of the
 * `steps - losses.length` steps that were not run because the cell stopped. If the mean of the last
 * 20 v (of all, where there are fewer) is below 1 the cell converges by this measure, and the value
 * is minus the sum of v: the lower the losses, the nearer to 0. Else it is the sum of 1 / v: the
 * faster the divergence, the nearer to 0.
 *
 * A first loss of 0 makes every v non-finite (0/0, x/0). A v of 0 adds Infinity to the sum of inverses.
 * @param steps the steps that were planned, at least as many as there are losses
 */
export function convergenceMeasure(losses: Float64Array, steps: number): number {
  const first = losses[0] ?? NaN;
  const normalised = Float64Array.from({ length: steps }, (_, step) => {
    const value = step < losses.length ? losses[step]! / first : NaN;
    return Number.isFinite(value) ? value : nonFiniteLoss;
  });
  return mean(normalised.subarray(-lastLosses)) < 1
    ? -sum(normalised)
    : sum(normalised.map((value) => 1 / value));
}

/** Sums up what was seen of a cell. @param steps the steps that were planned */
export function summaryOf(history: History, steps: number): CellSummary {
  const { losses, firstBadStep, site, badIsNaN } = history;
  return {
    steps: losses.length,
    initialLoss: losses[0] ?? NaN,
    finalLoss: losses.at(-1) ?? NaN,
    leastLoss: leastFinite(losses),
    endLoss: firstBadStep < 0 ? mean(losses.subarray(-lastLosses)) : NaN,
    measure: convergenceMeasure(losses, steps),
    firstBadStep,
    site,
    badIsNaN,
  };
}

/** The outcome of a cell that was run, by the table above. */
export function outcomeOf(
  summary: Pick<CellSummary, 'initialLoss' | 'endLoss' | 'firstBadStep' | 'badIsNaN'>,
): Exclude<Outcome, 'failed'> {
  const { initialLoss: start, endLoss: end } = summary;
  if (summary.firstBadStep >= 0) return summary.badIsNaN ? 'nan' : 'inf';
  const margin = stallMargin * Math.abs(start);
  if (end < start - margin) return 'converged';
  if (end > start + margin) return 'diverged';
  return 'stalled';
}

/** The row of a cell that was run. */
export function recordOf(cell: Cell, summary: CellSummary, milliseconds: number): CellRecord {
  const { firstBadStep, site, initialLoss, finalLoss, leastLoss, measure, steps } = summary;
  return {
    cell: cell.index,
    outcome: outcomeOf(summary),
    firstBadStep: firstBadStep < 0 ? null : firstBadStep,
    site,
    initialLoss,
    finalLoss,
    leastLoss,
    measure,
    steps,
    milliseconds,
    evaluated: true,
    error: null,
  };
}

/** The row of a cell that could not be run: no losses, and why. */
export function failedRecord(cell: Cell, error: string, milliseconds: number): CellRecord {
  return {
    cell: cell.index,
    outcome: 'failed',
    firstBadStep: null,
    site: null,
    initialLoss: NaN,
    finalLoss: NaN,
    leastLoss: NaN,
    measure: NaN,
    steps: 0,
    milliseconds,
    evaluated: true,
    error,
  };
}

/** NaN where no loss was finite. */
function leastFinite(losses: Float64Array): number {
  return losses.reduce(
    (least, loss) => (Number.isFinite(loss) && !(loss >= least) ? loss : least),
    NaN,
  );
}

/** In rising order of the index, so that every engine gets the same bits. */
function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: Float64Array): number {
  return sum(values) / values.length;
}
