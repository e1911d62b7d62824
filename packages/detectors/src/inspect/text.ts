/** An inspection as a person reads it: a table of the columns, then the findings. */
import { figure } from '../causes/rule.js';
import type { Inspection } from './inspect.js';
import type { ColumnSummary } from './summary.js';

const head = ['column', 'rows', 'missing', 'distinct', 'min', 'max', 'mean', 'deviation'];

/** Columns beyond this are not listed; what was found in them is. */
const mostListed = 30;

/** Plain text. */
export function inspectionText({ summary, findings }: Inspection): string {
  const { rows, columns, targets } = summary;
  const table = [head, ...columns.slice(0, mostListed).map((column) => cellsOf(column, targets))];
  const widths = head.map((_, at) => Math.max(...table.map((row) => row[at]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd(),
  );
  if (columns.length > mostListed) lines.push(`and ${columns.length - mostListed} columns more`);
  lines.push('');
  if (findings.length === 0)
    lines.push(`Nothing found in ${rows} rows of ${columns.length} columns.`);
  for (const { rule, column, evidence, consequence, cure } of findings)
    lines.push(
      `${rule}${column === null ? '' : ` in ${column}`}: ${evidence}`,
      `  so    ${consequence}`,
      `  cure  ${cure}`,
    );
  return lines.join('\n');
}

const cellsOf = (column: ColumnSummary, targets: readonly string[]): readonly string[] => [
  column.name + (targets.includes(column.name) ? ' (target)' : ''),
  String(column.rows),
  String(column.missing + column.nan),
  String(column.distinct ?? '> 1000'),
  ...(column.numbers === 0
    ? ['-', '-', '-', '-']
    : [column.min, column.max, column.mean, column.deviation].map(figure)),
];
