// @ts-check
/** Where on a map training changes from converging to not, by the measure of Sohl-Dickstein. */

/**
 * True for each cell with a neighbour on the other side, left, right, above or below; a cell converges
 * where its measure is negative.
 *
 * @param {readonly number[]} measures of a square map, row by row
 * @param {number} side cells along an axis
 */
export function boundaryOf(measures, side) {
  const converges = measures.map((measure) => measure < 0);
  const differs = (/** @type {number} */ cell, /** @type {number} */ next) =>
    converges[cell] !== converges[next];
  return converges.map(
    (_, cell) =>
      (cell % side > 0 && differs(cell, cell - 1)) ||
      ((cell + 1) % side > 0 && differs(cell, cell + 1)) ||
      (cell >= side && differs(cell, cell - side)) ||
      (cell + side < converges.length && differs(cell, cell + side)),
  );
}

/**
 * @param {readonly number[]} measures of a square map, row by row
 * @param {number} side cells along an axis
 */
export function tallyOf(measures, side) {
  return {
    cells: measures.length,
    converging: measures.filter((measure) => measure < 0).length,
    boundary: boundaryOf(measures, side).filter(Boolean).length,
  };
}

/**
 * The square window of `width` cells that holds most of the boundary, the first of those that hold as
 * many: the cells of its corners, both included.
 *
 * @param {readonly boolean[]} boundary of a square map, row by row
 * @param {number} side cells along an axis
 * @param {number} width at most `side`
 */
export function richestWindow(boundary, side, width) {
  let best = { row: 0, column: 0, held: -1 };
  for (let row = 0; row + width <= side; row++)
    for (let column = 0; column + width <= side; column++) {
      let held = 0;
      for (let at = row; at < row + width; at++)
        for (let cell = at * side + column; cell < at * side + column + width; cell++)
          if (boundary[cell]) held++;
      if (held > best.held) best = { row, column, held };
    }
  const { row, column, held } = best;
  return { from: { row, column }, to: { row: row + width - 1, column: column + width - 1 }, held };
}
