// @ts-check
/** How far two runs over the same cells agree on their outcomes. */

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

/**
 * @param {readonly Row[]} a
 * @param {readonly Row[]} b in any order
 * @returns {{ cells: number, equal: number, share: number,
 *   differing: { cell: string, a: string, b: string }[] }} `share` of the cells from 0 to 1
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
  const equal = ofA.size - differing.length;
  return { cells: ofA.size, equal, share: equal / ofA.size, differing };
}

/** @param {ReturnType<typeof agreementOf>} agreement */
export function agreementText({ cells, equal, share, differing }) {
  return [
    `${equal} of ${cells} outcomes are equal: ${(share * 100).toFixed(2)} %`,
    ...differing.map(({ cell, a, b }) => `  ${cell}: ${a}, ${b}`),
  ].join('\n');
}
