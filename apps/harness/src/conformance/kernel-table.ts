/** What the backends and the compiled code give for single operations, as a table in Markdown. */

/** In words where the backend cannot do it. */
export type Result = number | string;

export interface KernelRow {
  readonly text: string;
  readonly exact: number;
  readonly results: readonly Result[];
}

/** Less than this many units of 2^-24 apart counts as rounding. */
const roundings = 4;

/** Whether a result in float32 is the exact one but for rounding; zeros with their sign. */
function isExact(result: Result, exact: number): boolean {
  if (typeof result === 'string') return false;
  const rounded = Math.fround(exact);
  if (Object.is(result, rounded)) return true;
  if (rounded === 0 || !Number.isFinite(rounded) || !Number.isFinite(result)) return false;
  const unit = Math.max(Math.abs(rounded) * 2 ** -24, 2 ** -149);
  return Math.abs(result - exact) < roundings * unit;
}

function numberText(value: Result): string {
  if (typeof value === 'string') return value;
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}

/** One row for each operation that a column has not exactly; the others are counted below. */
export function kernelTable(columns: readonly string[], rows: readonly KernelRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const shown = rows.filter(({ exact, results }) => !results.every((each) => isExact(each, exact)));
  const agreed = rows.filter((row) => !shown.includes(row)).map(({ text }) => `\`${text}\``);
  return [
    line(['operation', 'IEEE', ...columns]),
    line(['---', '---', ...columns.map(() => '---')]),
    ...shown.map(({ text, exact, results }) =>
      line([
        `\`${text}\``,
        numberText(Math.fround(exact)),
        ...results.map((each) =>
          isExact(each, exact) ? numberText(each) : `**${numberText(each)}**`,
        ),
      ]),
    ),
    '',
    `All agree on ${agreed.join(', ')}.`,
  ].join('\n');
}
