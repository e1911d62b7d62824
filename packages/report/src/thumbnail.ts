/** A map made larger or smaller to fit where it is shown. */
import type { Outcome } from '@brink/sweep';
import { outcomeStyles } from './outcomes.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest whole multiple of the map that fits, or, where none does, the largest size with its proportions. */
export function thumbnailSize(cells: Size, room: Size): Size {
  const scale = Math.min(room.width / cells.width, room.height / cells.height);
  if (scale >= 1)
    return { width: cells.width * Math.floor(scale), height: cells.height * Math.floor(scale) };
  return {
    width: Math.max(1, Math.min(room.width, Math.round(cells.width * scale))),
    height: Math.max(1, Math.min(room.height, Math.round(cells.height * scale))),
  };
}

/** Rows from the top; each point is the most frequent outcome of the cells under it, the worse one of two that tie. */
export function mostFrequent(
  outcomeAt: (x: number, y: number) => Outcome | null,
  cells: Size,
  size: Size,
): (Outcome | null)[][] {
  const rank: readonly (Outcome | null)[] = [null, ...outcomeStyles.map(({ outcome }) => outcome)];
  const columns = spans(cells.width, size.width);
  const rows = spans(cells.height, size.height).reverse();
  return rows.map((row) =>
    columns.map((column) => {
      const counts = new Map<Outcome | null, number>();
      for (let y = row.from; y < row.to; y++)
        for (let x = column.from; x < column.to; x++) {
          const outcome = outcomeAt(x, y);
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        }
      let best: Outcome | null = null;
      for (const outcome of rank)
        if ((counts.get(outcome) ?? 0) >= (counts.get(best) ?? 0)) best = outcome;
      return best;
    }),
  );
}

/** Which cells each of `points` points covers: at least one. */
function spans(cells: number, points: number): { from: number; to: number }[] {
  return Array.from({ length: points }, (_, point) => {
    const from = Math.floor((point * cells) / points);
    return { from, to: Math.max(from + 1, Math.floor(((point + 1) * cells) / points)) };
  });
}
