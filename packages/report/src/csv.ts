/** The cells as CSV: RFC 4180, and no text of a user that a spreadsheet would take for a formula. */
import type { ReportData } from '@brink/sweep';
import { gridOf, placeOf } from './grid.js';

const columns: readonly string[] = [
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

/** One line per cell that has been run, in the order of the plan; the columns are named as by `brink export`. */
export function cellsAsCsv(run: ReportData): string {
  const grid = gridOf(run);
  const { cells } = run;
  const axes = [...run.axes.map((axis) => axis.name), ...Object.keys(run.fixedAxes)];
  const header = [
    ...axes.map((name) => (columns.includes(name) ? `axis_${name}` : name)),
    ...columns,
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
  return lines.join('\n') + '\n';
}

function field(value: string | number | boolean): string {
  if (typeof value !== 'string') return Object.is(value, -0) ? '-0' : String(value);
  const tame = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(tame) ? `"${tame.replace(/"/g, '""')}"` : tame;
}
