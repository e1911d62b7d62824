/** The README's table of differences, computed on the cpu backend. */
import * as tf from '@tensorflow/tfjs-core';
import { rows, type Row } from './rows.js';

const opening = '<!-- differences: written by npm run documents -->';
const closing = '<!-- end of differences -->';

/** Three digits: beyond them JavaScript engines may differ. */
function text(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) < 1e6 ? String(rounded) : rounded.toExponential().replace('e+', 'e');
}

function list(values: ArrayLike<number>): string {
  return Array.from(values, (value) => text(value)).join(', ');
}

/** What `compute` gives, or that tfjs throws: it does where a gradient passes a comparison. */
function numbers(compute: () => tf.Tensor): string {
  try {
    return list(tf.tidy(compute).dataSync());
  } catch {
    return 'throws';
  }
}

/** Value and gradient of an operation at the row's point, as text. */
export function results(operation: Row['naive'], row: Row): readonly [string, string] {
  const point = () => tf.tensor(row.x as number[]);
  return [
    numbers(() => operation(point())),
    numbers(() => tf.grad((x) => tf.sum(operation(x)))(point())),
  ];
}

/** The table as markdown. The backend must be set; tfjs's gradients must be registered. */
export function differenceTable(): string {
  const lines = rows.map((row) => {
    const at = (row.x as number[][])
      .flat()
      .map((value) => text(value, 6))
      .join(', ');
    return `| \`${row.operation}\` | ${row.formula} | ${at} | ${results(row.naive, row).join(' | ')} | ${results(row.stable, row).join(' | ')} |`;
  });
  return [
    '| operation | textbook formula | breaks at | its value | its gradient | ours: value | ours: gradient |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** The README with the table between its two marks replaced. */
export function withTable(readme: string, table: string): string {
  const [before, rest] = readme.split(opening);
  const after = rest?.split(closing)[1];
  if (before === undefined || after === undefined)
    throw new Error(`documents: the README has no '${opening}' ... '${closing}'; put them back`);
  return `${before}${opening}\n\n${table}\n\n${closing}${after}`;
}
