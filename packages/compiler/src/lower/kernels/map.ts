/** A kernel that computes each element of its root alone. */
import type { Affine } from '../affine.js';
import type { Elements } from '../elements.js';

export function writeMap(elements: Elements): void {
  const { root } = elements.site;
  const blocked = elements.rootBlocked;
  const dims = elements.dims(root, blocked);
  const value = (coordinates: readonly Affine[]): void => {
    elements.store(coordinates, elements.element(root, coordinates, blocked));
  };
  unrolledNest(elements, dims, value);
}

/** Nested loops over `dims`, the innermost several at a time. */
export function unrolledNest(
  elements: Elements,
  dims: readonly number[],
  body: (coordinates: readonly Affine[]) => void,
): void {
  const last = dims[dims.length - 1];
  const { emitter } = elements;
  if (last === undefined) {
    body([]);
    return;
  }
  const times = [4, 3, 2].find((count) => last % count === 0 && last > count) ?? 1;
  emitter.nest(dims.slice(0, -1), (outer) => {
    emitter.strided(last, times, (coordinate) => {
      body([...outer, coordinate]);
    });
  });
}
