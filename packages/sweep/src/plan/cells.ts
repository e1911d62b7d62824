/** Cells of a plan: by index, by values, and as the numbers that a training takes. */
import type { Cell } from '../cell.js';
import { SweepError } from '../errors.js';
import { nearNames } from '../spec/near-names.js';
import type { PlannedAxis, SweepPlan } from './plan.js';
import { valuesAt } from './plan-sweep.js';

/** What cells are found in: a plan, or a stored run. */
export type CellSpace = Pick<SweepPlan, 'axes' | 'seed'> & { readonly variants: readonly string[] };

/** @param index from 0 up to the number of cells, not included */
export function cellAt(space: CellSpace, index: number): Cell {
  const perVariant = cellsPerVariant(space.axes);
  const variant = space.variants[Math.floor(index / perVariant)];
  if (variant === undefined || !Number.isSafeInteger(index) || index < 0)
    throw new SweepError({
      option: 'cell',
      problem: 'is not a cell of the run',
      received: String(index),
      repair: `take one from 0 to ${perVariant * space.variants.length - 1}`,
    });
  return { index, variant, axes: valuesAt(space.axes, index % perVariant), seed: space.seed };
}

/**
 * The cell nearest to the given values: on a numeric axis the nearest on its scale, elsewhere the
 * same value. Axes that are not given stand at their first value.
 * @throws SweepError for an unknown variant or axis, or a structural value that the run has not
 */
export function nearestCell(
  space: CellSpace,
  variant: string,
  at: Readonly<Record<string, number | string>>,
): number {
  const position = space.variants.indexOf(variant);
  if (position < 0)
    throw new SweepError({
      option: 'variant',
      problem: 'is not in the run',
      received: `'${variant}'`,
      repair: nearNames(variant, space.variants),
    });
  const names = space.axes.map(({ name }) => name);
  for (const name of Object.keys(at))
    if (!names.includes(name))
      throw new SweepError({
        option: `axis '${name}'`,
        problem: 'is not an axis of the run',
        received: `'${name}'`,
        repair: nearNames(name, names),
      });
  return space.axes.reduce(
    (index, axis) => index * axis.values.length + nearestValue(axis, at[axis.name]),
    position,
  );
}

/** The numeric values of a cell by name, in the order of the axes. */
export function numericAxes(
  axes: readonly PlannedAxis[],
  cell: Cell,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    axes
      .filter(({ kind }) => kind === 'numeric')
      .map(({ name }) => [name, cell.axes[name] as number]),
  );
}

function cellsPerVariant(axes: readonly PlannedAxis[]): number {
  return axes.reduce((product, { values }) => product * values.length, 1);
}

function nearestValue(axis: PlannedAxis, wanted: number | string | undefined): number {
  if (wanted === undefined) return 0;
  const same = axis.values.findIndex((value) => String(value) === String(wanted));
  if (same >= 0) return same;
  const target = Number(wanted);
  if (axis.kind !== 'numeric' || Number.isNaN(target))
    throw new SweepError({
      option: `axis '${axis.name}'`,
      problem: 'has no such value in the run',
      received: `'${wanted}'`,
      repair: `take one of ${axis.values.slice(0, 8).join(', ')}`,
    });
  const place = axis.scale === 'log' ? Math.log : (value: number) => value;
  const far = axis.values.map((value) => Math.abs(place(Number(value)) - place(target)));
  return far.reduce((best, distance, index) => (distance < far[best]! ? index : best), 0);
}
