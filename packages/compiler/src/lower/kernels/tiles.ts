/** How many rows and columns of sums a kernel keeps in registers at a time. */

export interface Tile {
  readonly rows: number;
  readonly columns: number;
}

/** Eight sums hide the latency of addition and leave registers for what they are made of. */
const SUMS = 8;

export function tileFor(rows: number, columns: number): Tile {
  if (columns >= 4) return { rows: Math.min(rows, SUMS / 4), columns: rows === 1 ? SUMS : 4 };
  if (columns >= 2) return { rows: Math.min(rows, SUMS / 2), columns: 2 };
  return { rows: Math.min(rows, SUMS), columns: 1 };
}

/** The parts of `count` in runs of `size`: full runs first, then the rest. */
export function runsOf(
  count: number,
  size: number,
): readonly { start: number; size: number; turns: number }[] {
  const turns = Math.floor(count / size);
  const rest = count - turns * size;
  return [
    ...(turns > 0 ? [{ start: 0, size, turns }] : []),
    ...(rest > 0 ? [{ start: turns * size, size: rest, turns: 1 }] : []),
  ];
}
