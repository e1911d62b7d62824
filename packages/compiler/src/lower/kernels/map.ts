/** A kernel that computes each element of its root alone. */
import type { Lanes } from '../../loops.js';
import { addConstant, type Affine, scaleAffine } from '../affine.js';
import type { Elements } from '../elements.js';

export function writeMap(elements: Elements): void {
  const { root } = elements.site;
  const blocked = elements.rootBlocked;
  storeEach(elements, elements.dims(root, blocked), (coordinates) =>
    elements.element(root, coordinates, blocked),
  );
}

/** Several elements a turn: the chains of operations of each overlap, and small loops cost less. */
const SEVERAL = [4, 3, 2];

/**
 * Stores what `value` gives at each place of `dims`. The values of a turn are all computed before
 * the first is stored: a load does not move before a store, and neither would what hangs on it.
 */
export function storeEach(
  elements: Elements,
  dims: readonly number[],
  value: (coordinates: readonly Affine[]) => Lanes,
  placeOf: (coordinates: readonly Affine[]) => readonly Affine[] = (coordinates) => coordinates,
): void {
  const { emitter } = elements;
  const last = dims[dims.length - 1] ?? 1;
  const times = SEVERAL.find((count) => last % count === 0) ?? 1;
  emitter.nest(dims.slice(0, -1), (outer) => {
    emitter.loop(last / times, (turn) => {
      const places = Array.from({ length: times }, (_, at): readonly Affine[] =>
        dims.length === 0 ? [] : [...outer, addConstant(scaleAffine(turn, times), at)],
      );
      const values = places.map((place) => emitter.hold(value(place)));
      places.forEach((place, at) => {
        elements.store(placeOf(place), values[at]!);
      });
    });
  });
}
