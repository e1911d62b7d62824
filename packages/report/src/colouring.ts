/**
 * What a map can show and in which colours. A colouring covers the whole run, so that all its
 * maps share one legend.
 */
import type { ReportData } from '@brink/sweep';
import { formatNumber } from './number-format.js';
import { notRun, outcomeStyles, styleOf } from './outcomes.js';

export const colourings = ['outcome', 'firstBadStep', 'finalLoss', 'measure'] as const;
export type ColouringName = (typeof colourings)[number];

export const colouringLabels: Readonly<Record<ColouringName, string>> = {
  outcome: 'Outcome',
  firstBadStep: 'First bad step',
  finalLoss: 'Final loss',
  measure: 'Measure',
};

/** Names of d3-scale-chromatic, each of steadily changing lightness. */
export type RampName = 'inferno' | 'viridis' | 'ylgnbu' | 'ylorrd';

/** Values from low to high along a colour ramp. */
export interface Ramp {
  readonly name: RampName;
  readonly reversed: boolean;
  readonly label: string;
  /** Where the value stands along the ramp, 0 to 1. */
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** How a cell is coloured: one flat colour, a place on a ramp, or nothing. */
type CellColour =
  | { readonly kind: 'flat'; readonly colour: string }
  | { readonly kind: 'ramp'; readonly ramp: number; readonly at: number }
  | { readonly kind: 'blank' };

export interface Colouring {
  readonly name: ColouringName;
  readonly ramps: readonly Ramp[];
  /** Flat colours that occur in the run, with their names. */
  readonly swatches: readonly { readonly label: string; readonly colour: string | null }[];
  readonly colourOf: (cell: number) => CellColour;
}

/** Flat greys beside a ramp: they are no part of it, whatever the ramp. */
const greys = { none: '#dcdcdc', inf: '#a3a3a3', nan: '#6b6b6b', failed: '#c9a0a0' } as const;
const blank: CellColour = { kind: 'blank' };

export function colouringOf(run: ReportData, name: ColouringName): Colouring {
  switch (name) {
    case 'outcome':
      return byOutcome(run);
    case 'firstBadStep':
      return byFirstBadStep(run);
    case 'finalLoss':
      return byFinalLoss(run);
    case 'measure':
      return byMeasure(run);
    default:
      throw new TypeError(`report: there is no colouring '${String(name satisfies never)}'`);
  }
}

function byOutcome(run: ReportData): Colouring {
  const { outcome } = run.cells;
  const seen = new Set(outcome);
  return {
    name: 'outcome',
    ramps: [],
    swatches: [...outcomeStyles.filter((style) => seen.has(style.outcome)), ...blankSwatch(run)],
    colourOf: (cell) => {
      const here = outcome[cell] ?? null;
      return here === null ? blank : flat(styleOf(here).colour);
    },
  };
}

/** Logarithmic: most cells that break do so in the first steps, and the rest tell the boundary. */
function byFirstBadStep(run: ReportData): Colouring {
  const { firstBadStep, outcome } = run.cells;
  const last = Math.max(1, run.steps - 1);
  const place = (step: number) => Math.log1p(step) / Math.log1p(last);
  return {
    name: 'firstBadStep',
    ramps: [
      {
        name: 'inferno',
        reversed: false,
        label: 'First step with a non-finite value',
        place,
        ticks: thinned(
          [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, last].filter((s) => s <= last),
        ).map((step) => ({ at: place(step), text: step.toLocaleString('en') })),
      },
    ],
    swatches: [
      { label: 'always finite', colour: greys.none },
      ...failedSwatch(run),
      ...blankSwatch(run),
    ],
    colourOf: (cell) => {
      const step = firstBadStep[cell] ?? null;
      if (step !== null) return { kind: 'ramp', ramp: 0, at: place(step) };
      return withoutValue(outcome[cell] ?? null, greys.none);
    },
  };

  function thinned(steps: readonly number[]): number[] {
    return steps.filter((step) => step === last || place(last) - place(step) > 0.12);
  }
}

function byFinalLoss(run: ReportData): Colouring {
  const { finalLoss, outcome } = run.cells;
  const sorted = finite(finalLoss).sort();
  const positive = sorted.filter((loss) => loss > 0);
  // A logarithm where it can be; the tails are cut so that one cell does not spread the rest out.
  const log = positive.length > 0 && positive.length >= 0.99 * sorted.length;
  const shown = log ? positive : sorted;
  const low = quantile(shown, 0.005);
  const high = quantile(shown, 0.995);
  const scale = log ? Math.log10 : (value: number) => value;
  const span = scale(high) - scale(low) || 1;
  const place = (loss: number) => (loss <= low ? 0 : clamp01((scale(loss) - scale(low)) / span));
  return {
    name: 'finalLoss',
    ramps: [
      {
        name: 'viridis',
        reversed: false,
        label: log ? 'Final loss, logarithmic' : 'Final loss',
        place,
        ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({
          at,
          text: formatNumber(log ? 10 ** (scale(low) + at * span) : low + at * span, 2),
        })),
      },
    ],
    swatches: [
      ...(Array.from(finalLoss).some((loss) => Math.abs(loss) === Infinity)
        ? [{ label: 'Inf', colour: greys.inf }]
        : []),
      ...(outcome.some(
        (here, cell) => here !== null && here !== 'failed' && Number.isNaN(finalLoss[cell]),
      )
        ? [{ label: 'NaN', colour: greys.nan }]
        : []),
      ...failedSwatch(run),
      ...blankSwatch(run),
    ],
    colourOf: (cell) => {
      const loss = finalLoss[cell] ?? NaN;
      if (outcome[cell] === 'failed' || (outcome[cell] ?? null) === null)
        return withoutValue(outcome[cell] ?? null, greys.none);
      if (Number.isNaN(loss)) return flat(greys.nan);
      if (!Number.isFinite(loss)) return flat(greys.inf);
      return { kind: 'ramp', ramp: 0, at: place(loss) };
    },
  };
}

/**
 * Two ramps, as in Sohl-Dickstein 2024: below zero what converges, above what does not, each
 * spread by rank so that the fine structure near the boundary shows; both are lightest there.
 */
function byMeasure(run: ReportData): Colouring {
  const { measure, outcome } = run.cells;
  const ran = (cell: number) => outcome[cell] !== 'failed' && (outcome[cell] ?? null) !== null;
  const below = finite(measure)
    .filter((value) => value <= 0)
    .sort();
  const above = finite(measure)
    .filter((value) => value > 0)
    .sort();
  const ramps: Ramp[] = [
    rankRamp('ylgnbu', 'Measure of cells that converge', below, (at) => at),
    rankRamp('ylorrd', 'Measure of cells that do not', above, (at) => 1 - at),
  ];
  return {
    name: 'measure',
    ramps: ramps.filter((_, i) => (i === 0 ? below : above).length > 0),
    swatches: [...failedSwatch(run), ...blankSwatch(run)],
    colourOf: (cell) => {
      const value = measure[cell] ?? NaN;
      if (!ran(cell) || Number.isNaN(value)) return withoutValue(outcome[cell] ?? null, greys.none);
      if (value <= 0) return { kind: 'ramp', ramp: 0, at: ramps[0]!.place(value) };
      return {
        kind: 'ramp',
        ramp: below.length > 0 ? 1 : 0,
        at: ramps[1]!.place(value),
      };
    },
  };
}

/** The value's share of smaller values. `along` turns it so that the boundary comes first. */
function rankRamp(
  name: RampName,
  label: string,
  sorted: Float64Array,
  along: (rank: number) => number,
): Ramp {
  const rank = (value: number) => {
    const [first, last] = [lowerBound(sorted, value), upperBound(sorted, value)];
    return sorted.length < 2 ? 0.5 : clamp01((first + last - 1) / 2 / (sorted.length - 1));
  };
  return {
    name,
    reversed: false,
    label: `${label}, by rank`,
    place: (value) => along(rank(value)),
    ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => ({
      at: along(share),
      text: formatNumber(quantile(sorted, share), 2),
    })),
  };
}

function withoutValue(outcome: string | null, colour: string): CellColour {
  if (outcome === null) return blank;
  return flat(outcome === 'failed' ? greys.failed : colour);
}

function flat(colour: string): CellColour {
  return { kind: 'flat', colour };
}

function failedSwatch(run: ReportData): { label: string; colour: string }[] {
  return run.cells.outcome.includes('failed') ? [{ label: 'failed', colour: greys.failed }] : [];
}

function blankSwatch(run: ReportData): { label: string; colour: null }[] {
  return run.cells.outcome.includes(null) ? [{ label: notRun.label, colour: null }] : [];
}

function finite(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).filter((value) => Number.isFinite(value));
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
