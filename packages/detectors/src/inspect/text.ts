/** An inspection as a person reads it: a table of the columns, then the findings. */
import { figure } from '../causes/rule.js';
import type { DataFinding } from './finding.js';
import type { Inspection } from './inspect.js';
import type { ColumnSummary } from './summary.js';

const head = ['column', 'rows', 'missing', 'distinct', 'min', 'max', 'mean', 'deviation'];

/** Columns beyond this are not listed; what was found in them is. */
const mostListed = 30;

/** Of more findings than this that differ in their column alone, three are told. */
const mostAlike = 8;

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
    lines.push(`Nothing found in ${counted(rows, 'row')} of ${counted(columns.length, 'column')}.`);
  for (const group of groupsOf(findings)) {
    const { rule, consequence, cure } = group[0]!;
    for (const { column, evidence } of group.slice(0, group.length > mostAlike ? 3 : undefined))
      lines.push(
        `${rule}${column === null ? '' : ` in ${onOneLine(column)}`}: ${onOneLine(evidence)}`,
      );
    if (group.length > mostAlike) lines.push(`  also in ${namesOf(group.slice(3))}`);
    lines.push(`  so    ${consequence}`, `  cure  ${cure}`);
  }
  return lines.join('\n');
}

const counted = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;

/** The names of columns, as many as fit a few lines. */
function namesOf(group: readonly DataFinding[]): string {
  const names = group.slice(0, mostListed).map(({ column }) => onOneLine(column ?? ''));
  const more = group.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Findings that differ in their column alone, side by side. */
function groupsOf(findings: readonly DataFinding[]): readonly (readonly DataFinding[])[] {
  const groups = new Map<string, DataFinding[]>();
  for (const finding of findings) {
    const key = [finding.rule, finding.consequence, finding.cure].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

/** A word of the data may hold line breaks and other signs that would tear the table. */
const onOneLine = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, (sign) => JSON.stringify(sign).slice(1, -1));

const cellsOf = (column: ColumnSummary, targets: readonly string[]): readonly string[] => [
  onOneLine(column.name) + (targets.includes(column.name) ? ' (target)' : ''),
  String(column.rows),
  String(column.missing + column.nan),
  String(column.distinct ?? '> 1000'),
  ...(column.numbers === 0
    ? ['-', '-', '-', '-']
    : [column.min, column.max, column.mean, column.deviation].map(figure)),
];
