/** How large a map's cells are drawn, given the room. */

export interface MapSize {
  /** Of the cells' area, in CSS pixels, the same for all maps of a figure. */
  readonly width: number;
  readonly height: number;
}

const stripHeight = 56;
const widest = 620;

/** Square cells where both axes are continuous; rows of a readable height where the axis up has a few values. */
export function mapSize(
  cells: { readonly width: number; readonly height: number },
  room: number,
  up: 'none' | 'ordinal' | 'continuous',
): MapSize {
  const width = wholeCells(cells.width, Math.min(room, widest));
  const across = width / cells.width;
  if (up === 'none')
    return { width: wholeCells(cells.width, Math.min(room, 1200)), height: stripHeight };
  const square = across * cells.height;
  const [least, most] =
    up === 'ordinal'
      ? [Math.min(34 * cells.height, 0.8 * width), width]
      : [0.6 * width, 1.2 * width];
  const height = Math.min(most, Math.max(least, square));
  return { width, height: height === square ? height : wholeCells(cells.height, height) };
}

/** A whole number of pixels a cell, unless that would leave much of the room empty. */
function wholeCells(cells: number, room: number): number {
  const whole = Math.floor(room / cells) * cells;
  return whole >= 0.8 * room ? whole : Math.floor(room);
}
