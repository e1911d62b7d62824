/** Arithmetic on shapes: sizes, strides, broadcasting. Shapes are row-major. */
import type { Shape } from './graph.js';

/** The number of elements. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const dimension of shape) size *= dimension;
  return size;
}

/** How many elements apart two neighbours along each axis lie. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** numpy's rule for two shapes; null where they do not fit. */
export function broadcastShape(a: Shape, b: Shape): Shape | null {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const result = new Array<number>(rank);
  for (let fromEnd = 1; fromEnd <= rank; fromEnd++) {
    const left = a[a.length - fromEnd] ?? 1;
    const right = b[b.length - fromEnd] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return null;
    result[rank - fromEnd] = left === 1 ? right : left;
  }
  return result;
}

/** The shape without `axes`. */
export function withoutAxes(shape: Shape, axes: readonly number[]): number[] {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** Axes as a rising list without repeats, negative ones counted from the end; all where none are given. */
export function normaliseAxes(
  axes: number | readonly number[] | null | undefined,
  rank: number,
): number[] {
  const all = Array.from({ length: rank }, (_, axis) => axis);
  if (axes === null || axes === undefined) return all;
  const given = (typeof axes === 'number' ? [axes] : axes).map((axis) =>
    axis < 0 ? axis + rank : axis,
  );
  return all.filter((axis) => given.includes(axis));
}
