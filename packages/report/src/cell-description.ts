/** Everything about one cell, in words: for the tooltip, the panel beside it, and screen readers. */
import type { ReportData } from '@brink/sweep';
import { gridOf, placeOf, cellAt } from './grid.js';
import { formatAxisValue, formatNumber } from './number-format.js';
import { notRun, styleOf } from './outcomes.js';

export interface CellDescription {
  readonly variant: string;
  readonly outcome: string;
  /** #rrggbb, or null where the cell has not been run. */
  readonly colour: string | null;
  /** Names and values, the axes first. */
  readonly rows: readonly (readonly [name: string, value: string])[];
  /** What the same cell came to in the other variants. */
  readonly elsewhere: readonly { readonly variant: string; readonly outcome: string }[];
  /** One sentence with the essentials. */
  readonly sentence: string;
}

export function describeCell(run: ReportData, cell: number): CellDescription {
  const grid = gridOf(run);
  const { variant, places } = placeOf(grid, cell);
  const name = run.variants[variant]?.name ?? '';
  const axes = run.axes.map(
    (axis, i) => [axis.name, formatAxisValue(axis.values[places[i] ?? 0] ?? '')] as const,
  );
  const outcome = run.cells.outcome[cell] ?? null;
  const step = run.cells.firstBadStep[cell] ?? null;
  const site = run.cells.site[cell] ?? null;
  const where =
    step === null ? '' : ` at step ${String(step)}${site === null ? '' : ` in ${site}`}`;
  return {
    variant: name,
    outcome: outcomeLabel(run, cell),
    colour: outcome === null ? null : styleOf(outcome).colour,
    rows: [...axes, ...(outcome === null ? [] : results(run, cell, step, site))],
    elsewhere: run.variants.flatMap((other, i) =>
      i === variant
        ? []
        : [{ variant: other.name, outcome: outcomeLabel(run, cellAt(grid, i, places)) }],
    ),
    sentence: `${name}, ${axes.map(([axis, value]) => `${axis} ${value}`).join(', ')}: ${outcomeLabel(run, cell)}${where}`,
  };
}

function outcomeLabel(run: ReportData, cell: number): string {
  const outcome = run.cells.outcome[cell] ?? null;
  return outcome === null ? notRun.label : styleOf(outcome).label;
}

function results(
  run: ReportData,
  cell: number,
  step: number | null,
  site: string | null,
): (readonly [string, string])[] {
  const { cells } = run;
  const number = (column: ArrayLike<number>) => formatNumber(column[cell] ?? NaN, 5);
  const error = cells.error[cell] ?? null;
  return [
    ['first bad step', step === null ? 'none' : String(step)],
    ...(site === null ? [] : [['site', site] as const]),
    ['initial loss', number(cells.initialLoss)],
    ['final loss', number(cells.finalLoss)],
    ['least loss', number(cells.leastLoss)],
    ['measure', number(cells.measure)],
    ['steps run', String(cells.steps[cell] ?? 0)],
    ['time', `${formatNumber(cells.milliseconds[cell] ?? NaN, 3)} ms`],
    ['seed', String(run.seed)],
    ...(cells.evaluated[cell] ? [] : [['evaluated', 'no, filled in from neighbours'] as const]),
    ...(error === null ? [] : [['error', error] as const]),
  ];
}
