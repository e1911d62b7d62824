// @ts-check
/**
 * How far two runs over the same cells agree on their outcomes. A cell touches a boundary where it
 * and its neighbours in the grid (8 of them, fewer at the rim) have not all the same outcome in the
 * second run, the reference: there one rounding decides, and neither run is wrong.
 */

/** What is not an axis, nor names the cell. */
const results = new Set([
  'outcome',
  'firstBadStep',
  'site',
  'initialLoss',
  'finalLoss',
  'leastLoss',
  'measure',
  'steps',
  'evaluated',
]);

/** @typedef {Readonly<Record<string, unknown>>} Row one cell as `brink export --format json` has it */

/** @param {Row} row */
const nameOf = (row) =>
  Object.entries(row)
    .filter(([column]) => !results.has(column))
    .map(([column, value]) => `${column}=${String(value)}`)
    .join(' ');

/**
 * @param {readonly Row[]} rows
 * @returns {Map<string, string>} the outcome of each cell by its axes, variant and seed
 */
function outcomesOf(rows) {
  return new Map(rows.map((row) => [nameOf(row), String(row['outcome'])]));
}

/** The same cells, with Inf and NaN as one outcome. @param {readonly Row[]} rows @returns {readonly Row[]} */
export const breakingAsOne = (rows) =>
  rows.map((row) =>
    row['outcome'] === 'inf' || row['outcome'] === 'nan' ? { ...row, outcome: 'inf or nan' } : row,
  );

/** The columns that place a cell in the grid or name its map: whatever is no result. @param {Row} row */
const placing = (row) => Object.keys(row).filter((column) => !results.has(column));

/**
 * The names of the cells that touch a boundary. Numbers are neighbours that follow one another in the
 * run, whatever lies between them; of text (variant, choices) each value is a map of its own.
 * @param {readonly Row[]} rows
 * @returns {ReadonlySet<string>}
 */
export function cellsAtBoundaries(rows) {
  const columns = rows[0] === undefined ? [] : placing(rows[0]);
  const axes = columns.filter((column) => typeof rows[0]?.[column] === 'number');
  const values = axes.map((axis) =>
    [...new Set(rows.map((row) => Number(row[axis])))].sort((a, b) => a - b),
  );
  /** @param {Row} row @param {readonly number[]} position */
  const key = (row, position) =>
    columns
      .filter((column) => !axes.includes(column))
      .map((c) => String(row[c]))
      .join() + `|${position.join()}`;
  /** @param {Row} row */
  const positionOf = (row) => axes.map((axis, at) => values[at]?.indexOf(Number(row[axis])) ?? -1);
  const placed = rows.map((row) => ({ row, position: positionOf(row) }));
  const outcomes = new Map(placed.map(({ row, position }) => [key(row, position), row['outcome']]));
  const offsets = axes.reduce(
    (/** @type {number[][]} */ all) => all.flatMap((one) => [-1, 0, 1].map((by) => [...one, by])),
    [[]],
  );
  const touching = placed.filter(({ row, position }) =>
    offsets.some((offset) => {
      const beside = outcomes.get(
        key(
          row,
          position.map((at, axis) => at + (offset[axis] ?? 0)),
        ),
      );
      return beside !== undefined && beside !== row['outcome'];
    }),
  );
  return new Set(touching.map(({ row }) => nameOf(row)));
}

/** @typedef {{ cells: number, equal: number, share: number }} Share `share` of the cells from 0 to 1 */

/**
 * @typedef {Share & { inside: Share, differing: { cell: string, a: string, b: string }[] }} Agreement
 *   `inside`: of the cells that touch no boundary of the second run; NaN where there are none
 */

/**
 * @param {readonly Row[]} a
 * @param {readonly Row[]} b in any order
 * @returns {Agreement}
 * @throws Error where the runs are empty or not over the same cells
 */
export function agreementOf(a, b) {
  const ofB = outcomesOf(b);
  const ofA = outcomesOf(a);
  const missing = [...ofA.keys()].find((cell) => !ofB.has(cell));
  if (ofA.size === 0 || ofA.size !== ofB.size || missing !== undefined)
    throw new Error(
      `agreement: the runs must be over the same cells, got ${ofA.size} and ${ofB.size}` +
        `${missing === undefined ? '' : `, ${missing} in the first only`}; ` +
        'sweep both with the same axes, grid, variants and seed, to the end',
    );
  const differing = [...ofA].flatMap(([cell, outcome]) => {
    const other = String(ofB.get(cell));
    return other === outcome ? [] : [{ cell, a: outcome, b: other }];
  });
  const atBoundaries = cellsAtBoundaries(b);
  const share = (/** @type {number} */ cells, /** @type {number} */ unequal) => ({
    cells,
    equal: cells - unequal,
    share: (cells - unequal) / cells,
  });
  return {
    ...share(ofA.size, differing.length),
    inside: share(
      ofA.size - atBoundaries.size,
      differing.filter(({ cell }) => !atBoundaries.has(cell)).length,
    ),
    differing,
  };
}

/** @param {Agreement} agreement */
export function agreementText({ inside, differing, ...all }) {
  const told = (/** @type {Share} */ { cells, equal, share }) =>
    `${equal} of ${cells} outcomes are equal: ${(share * 100).toFixed(2)} %`;
  return [
    told(all),
    `${told(inside)} (cells that touch no boundary of the second run)`,
    ...differing.map(({ cell, a, b }) => `  ${cell}: ${a}, ${b}`),
  ].join('\n');
}
