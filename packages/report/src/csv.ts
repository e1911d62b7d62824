/** The cells as CSV: RFC 4180, and no text of a user that a spreadsheet would take for a formula. */
import type { ReportData } from '@brink/sweep';
import { gridOf, placeOf } from './grid.js';

/** One line per cell that has been run, in the order of the plan; the columns of `brink export`. */
export function cellsAsCsv(run: ReportData): string {
  const grid = gridOf(run);
  const { cells } = run;
  const header = [
    ...run.axes.map((axis) => axis.name),
    ...Object.keys(run.fixedAxes),
    'variant',
    'seed',
    'outcome',
    'firstBadStep',
    'site',
    'initialLoss',
    'finalLoss',
    'leastLoss',
    'measure',
    'steps',
    'evaluated',
  ];
  const lines = [header.map(field).join(',')];
  const fixed = Object.values(run.fixedAxes);
  cells.outcome.forEach((outcome, cell) => {
    if (outcome === null) return;
    const { variant, places } = placeOf(grid, cell);
    lines.push(
      [
        ...run.axes.map((axis, i) => axis.values[places[i] ?? 0] ?? ''),
        ...fixed,
        run.variants[variant]?.name ?? '',
        run.seed,
        outcome,
        cells.firstBadStep[cell] ?? '',
        cells.site[cell] ?? '',
        cells.initialLoss[cell] ?? '',
        cells.finalLoss[cell] ?? '',
        cells.leastLoss[cell] ?? '',
        cells.measure[cell] ?? '',
        cells.steps[cell] ?? '',
        cells.evaluated[cell] ?? '',
      ]
        .map(field)
        .join(','),
    );
  });
  return lines.join('\r\n') + '\r\n';
}

function field(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const tame = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(tame) ? `"${tame.replace(/"/g, '""')}"` : tame;
}
