/** A map of outcomes as SVG paths, one for each colour: rectangles as large as they can be, so that a file stays small. */
import type { Outcome } from '@brink/sweep';
import { outcomeStyles } from './outcomes.js';

export interface PlacedMap {
  /** x from the left, y from the bottom. */
  readonly outcomeAt: (x: number, y: number) => Outcome | null;
  readonly columns: number;
  readonly rows: number;
  /** In pixels of the picture. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Path elements; a cell that was not run stays empty. */
export function outcomePaths(map: PlacedMap): string {
  const xOf = (column: number) => rounded(map.left + (column * map.width) / map.columns);
  const yOf = (row: number) => rounded(map.top + map.height - (row * map.height) / map.rows);
  return outcomeStyles
    .map(({ outcome, colour }) => {
      const steps = rectanglesOf(map, outcome).map(
        ({ x, y, columns, rows }) =>
          `M${xOf(x)} ${yOf(y)}H${xOf(x + columns)}V${yOf(y + rows)}H${xOf(x)}`,
      );
      return steps.length === 0 ? '' : `<path fill="${colour}" d="${steps.join('')}"/>`;
    })
    .join('');
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
}

/** Every cell of the outcome in one rectangle: runs along x, each with as many equal rows above as there are. */
function rectanglesOf({ outcomeAt, columns, rows }: PlacedMap, outcome: Outcome): Rectangle[] {
  const covered = new Uint8Array(columns * rows);
  const free = (x: number, y: number) =>
    x < columns && y < rows && covered[y * columns + x] === 0 && outcomeAt(x, y) === outcome;
  const found: Rectangle[] = [];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      if (!free(x, y)) continue;
      let wide = 1;
      while (free(x + wide, y)) wide++;
      let tall = 1;
      const rowFree = (row: number) =>
        Array.from({ length: wide }, (_, i) => free(x + i, row)).every(Boolean);
      while (rowFree(y + tall)) tall++;
      for (let row = y; row < y + tall; row++)
        covered.fill(1, row * columns + x, row * columns + x + wide);
      found.push({ x, y, columns: wide, rows: tall });
    }
  return found;
}

function rounded(pixels: number): string {
  return String(Math.round(pixels * 100) / 100);
}
