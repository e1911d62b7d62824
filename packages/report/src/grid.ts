/** Where a cell stands in the columns of a run: variants outermost, then the axes, the last fastest. */
import type { ReportAxis, ReportData } from '@brink/sweep';

export interface Grid {
  readonly variants: number;
  /** The number of values of each axis. */
  readonly sizes: readonly number[];
  /** Cells of one variant. */
  readonly perVariant: number;
  /** How far apart in the columns two neighbours along an axis are. */
  readonly strides: readonly number[];
}

export function gridOf(run: Pick<ReportData, 'variants' | 'axes'>): Grid {
  const sizes = run.axes.map((axis) => axis.values.length);
  const strides = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((a, b) => a * b, 1));
  return {
    variants: run.variants.length,
    sizes,
    perVariant: sizes.reduce((a, b) => a * b, 1),
    strides,
  };
}

/** The cell's index, given its place along each axis. */
export function cellAt(grid: Grid, variant: number, places: readonly number[]): number {
  return places.reduce(
    (cell, place, axis) => cell + place * (grid.strides[axis] ?? 0),
    variant * grid.perVariant,
  );
}

/** The variant and the place along each axis of a cell. */
export function placeOf(grid: Grid, cell: number): { variant: number; places: number[] } {
  return {
    variant: Math.floor(cell / grid.perVariant),
    places: grid.sizes.map((size, axis) => Math.floor(cell / (grid.strides[axis] ?? 1)) % size),
  };
}

/** True where the axis has a continuous scale on which its values are evenly spaced. */
export function isContinuous(axis: ReportAxis): boolean {
  if (axis.scale === 'ordinal' || axis.values.length < 2) return false;
  const at = axis.values.map((value) =>
    axis.scale === 'log' ? Math.log(Number(value)) : Number(value),
  );
  const first = at[0] ?? 0;
  const step = ((at[at.length - 1] ?? 0) - first) / (at.length - 1);
  return (
    step !== 0 && at.every((value, i) => Math.abs(value - first - i * step) < 1e-3 * Math.abs(step))
  );
}
