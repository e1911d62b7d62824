/** A table of Markdown as Prettier writes it: every column as wide as its widest cell. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((title, column) =>
    Math.max(3, ...[head, ...rows].map((row) => [...(row[column] ?? title)].length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => padded(cells[i] ?? '', width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(width - [...cell].length);
}
