/**
 * A run's maps for a terminal: colours as half blocks, two cells a character, or letters where
 * there are no colours. One pair of maps per value of a structural axis; further axes stand at
 * their middle value. Where a map has more cells than the terminal has room, each block of cells
 * is shown as its most frequent outcome.
 */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Outcome, ReportAxis, ReportData } from '@brink/sweep';
import { arrange } from './arrangement.js';
import { cellAt, gridOf } from './grid.js';
import { formatAxisValue } from './number-format.js';
import { notRun, outcomeStyles, styleOf } from './outcomes.js';
import { countOutcomes, cures, percentage } from './tallies.js';
import { mostFrequent, thumbnailSize, type Size } from './thumbnail.js';

export interface TerminalMapOptions {
  /** What the terminal can show. `none` gives letters, and no escape sequences. */
  readonly colour: 'none' | '256' | 'truecolor';
  /** Columns of the terminal, at least 20. */
  readonly width: number;
}

/** Outcomes of a map, top row first. */
type Picture = readonly (readonly (Outcome | null)[])[];

const levels = { none: 0, '256': 2, truecolor: 3 } as const;
const gap = 3;
/** Lines that a map may take. */
const mostRows = 24;

/** The maps, a legend with counts per variant, and what the fixes cured; ends with a line break. */
export function renderTerminalMap(run: ReportData, options: TerminalMapOptions): string {
  const chalk = new Chalk({ level: levels[options.colour] });
  const width = Math.max(20, options.width);
  const { facet, held } = arrange(run.axes);
  const places = run.axes.map((axis) => Math.floor((axis.values.length - 1) / 2));
  const notes = held.map((axis) => `at ${namedValue(run.axes[axis], places[axis] ?? 0)}`);
  const sections = (facet === null ? [null] : (run.axes[facet]?.values ?? [])).map((_, place) => {
    if (facet === null) return mapsSideBySide(run, places, chalk, width);
    places[facet] = place;
    return [
      chalk.bold(namedValue(run.axes[facet], place)),
      ...mapsSideBySide(run, places, chalk, width),
    ];
  });
  const blocks = [...(notes.length > 0 ? [notes] : []), ...sections, legend(run, chalk)];
  return blocks.map((lines) => lines.map((line) => line.trimEnd()).join('\n') + '\n').join('\n');
}

function mapsSideBySide(
  run: ReportData,
  places: readonly number[],
  chalk: ChalkInstance,
  width: number,
): string[] {
  const beside = Math.max(1, Math.min(run.variants.length, Math.floor((width + gap) / 30)));
  const room = Math.floor((width + gap) / beside) - gap;
  const maps = run.variants.map((_, variant) => oneMap(run, variant, places, chalk, room));
  const lines: string[] = [];
  for (let first = 0; first < maps.length; first += beside) {
    const row = maps.slice(first, first + beside);
    for (let line = 0; line < Math.max(...row.map((map) => map.length)); line++)
      lines.push(row.map((map) => map[line] ?? ' '.repeat(room)).join(' '.repeat(gap)));
  }
  return lines;
}

/** Lines of exactly `room` visible characters. */
function oneMap(
  run: ReportData,
  variant: number,
  places: readonly number[],
  chalk: ChalkInstance,
  room: number,
): string[] {
  const { across, up } = arrange(run.axes);
  const xAxis = across === null ? undefined : run.axes[across];
  const yAxis = up === null ? undefined : run.axes[up];
  const high = yAxis ? axisValue(yAxis, yAxis.values.length - 1) : '';
  const low = yAxis ? axisValue(yAxis, 0) : '';
  const gutter = yAxis ? Math.max(high.length, low.length) + 1 : 0;
  const cells = { width: xAxis?.values.length ?? 1, height: yAxis?.values.length ?? 1 };
  const size = thumbnailSize(cells, { width: room - gutter, height: mostRows * 2 });
  const coloured = chalk.level > 0;
  const outcomeAt = (x: number, y: number): Outcome | null => {
    const here = places.map((place, axis) => (axis === across ? x : axis === up ? y : place));
    return run.cells.outcome[cellAt(gridOf(run), variant, here)] ?? null;
  };
  const picture = mostFrequent(outcomeAt, cells, {
    width: size.width,
    height: coloured ? (yAxis ? size.height : 2) : letterRows(cells, size),
  });
  const rows = coloured ? halfBlocks(picture, chalk) : letters(picture);
  const left = (row: number) => (row === 0 ? high : row === rows.length - 1 ? low : '');
  const pad = (text: string, visible: number) => text + ' '.repeat(Math.max(0, room - visible));
  const name = clip(printable(run.variants[variant]?.name ?? ''), room);
  return [
    pad(chalk.bold(name), name.length),
    ...(yAxis ? [pad(clip(printable(yAxis.name), room), Math.min(room, yAxis.name.length))] : []),
    ...rows.map((row, i) =>
      pad(`${left(i).padStart(gutter - 1)}${gutter ? ' ' : ''}${row}`, gutter + size.width),
    ),
    pad(' '.repeat(gutter) + bottomLine(xAxis, size.width), gutter + size.width),
  ];
}

/** `0.001    lr    1000` over the width of the map. */
function bottomLine(axis: ReportAxis | undefined, width: number): string {
  if (!axis) return ' '.repeat(width);
  const low = axisValue(axis, 0);
  const high = axisValue(axis, axis.values.length - 1);
  const between = width - low.length - high.length;
  if (between < 3) return clip(`${low}..${high}`, width).padEnd(width);
  const name = clip(printable(axis.name), between - 2);
  const before = Math.floor((between - name.length) / 2);
  return low + ' '.repeat(before) + name + ' '.repeat(between - name.length - before) + high;
}

/** A letter is twice as high as wide, yet no row of a small map is left out. */
function letterRows(cells: Size, size: Size): number {
  const zoom = Math.floor(size.height / cells.height);
  if (zoom >= 2) return cells.height * Math.floor(zoom / 2);
  return cells.height <= mostRows ? cells.height : Math.ceil(size.height / 2);
}

function letters(picture: Picture): string[] {
  return picture.map((row) => row.map((outcome) => letterOf(outcome)).join(''));
}

function letterOf(outcome: Outcome | null): string {
  return outcome === null ? notRun.letter : styleOf(outcome).letter;
}

/** Two rows of cells a line: the upper half block in one colour upon the other. */
function halfBlocks(picture: Picture, chalk: ChalkInstance): string[] {
  const lines: string[] = [];
  for (let row = 0; row < picture.length; row += 2) {
    const [upper, lower] = [picture[row] ?? [], picture[row + 1] ?? []];
    let line = '';
    for (let start = 0, x = 1; x <= upper.length; x++) {
      if (x < upper.length && upper[x] === upper[start] && lower[x] === lower[start]) continue;
      line += halfBlock(upper[start] ?? null, lower[start] ?? null, x - start, chalk);
      start = x;
    }
    lines.push(line);
  }
  return lines;
}

function halfBlock(
  upper: Outcome | null,
  lower: Outcome | null,
  length: number,
  chalk: ChalkInstance,
): string {
  if (upper === null && lower === null) return ' '.repeat(length);
  if (upper === null) return chalk.hex(styleOf(lower!).colour)('▄'.repeat(length));
  const ink = chalk.hex(styleOf(upper).colour);
  if (lower === null) return ink('▀'.repeat(length));
  return ink.bgHex(styleOf(lower).colour)('▀'.repeat(length));
}

function legend(run: ReportData, chalk: ChalkInstance): string[] {
  const tallies = countOutcomes(run);
  const column = Math.max(16, ...run.variants.map((variant) => printable(variant.name).length));
  const lines = [
    ' '.repeat(13) +
      run.variants.map((variant) => printable(variant.name).padStart(column)).join('  '),
  ];
  for (const style of outcomeStyles) {
    if (tallies.every((tally) => tally.counts[style.outcome] === 0)) continue;
    const mark = chalk.level > 0 ? chalk.hex(style.colour)('██') : `${style.letter} `;
    const shares = tallies.map(({ counts, cells }) =>
      share(counts[style.outcome], cells).padStart(column),
    );
    lines.push(`${mark} ${style.label.padEnd(10)}${shares.join('  ')}`);
  }
  if (tallies.some((tally) => tally.notRun > 0))
    lines.push(
      `   ${notRun.label.padEnd(10)}` +
        tallies.map((tally) => share(tally.notRun, tally.cells).padStart(column)).join('  '),
    );
  for (const cure of cures(run).filter(({ broken, harmed }) => broken + harmed > 0))
    lines.push(
      `${printable(cure.fix)} cures ${percentage(cure.cured, cure.broken)} of the ${String(cure.broken)} cell${cure.broken === 1 ? '' : 's'} that broke` +
        (cure.harmed > 0 ? `, and breaks ${String(cure.harmed)} that did not` : ''),
    );
  return lines;
}

function share(count: number, of: number): string {
  return `${String(count)} ${percentage(count, of).padStart(8)}`;
}

function namedValue(axis: ReportAxis | undefined, place: number): string {
  return axis ? `${printable(axis.name)} = ${axisValue(axis, place)}` : '';
}

function axisValue(axis: ReportAxis, place: number): string {
  return clip(printable(formatAxisValue(axis.values[place] ?? '')), 12);
}

/** Names come from users: no control characters reach the terminal, so no escape sequence does. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '�');
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}
