// @ts-check
/** docs/conformance.md from what was measured. */

import { reference } from './maps.mjs';

/** Of the cells that touch no boundary, so many must agree. */
export const wanted = 0.995;

/**
 * @typedef {object} Compared
 * @property {import('./maps.mjs').ComparedMap} map
 * @property {number} grid
 * @property {readonly string[]} commands
 * @property {ReturnType<typeof import('../agreement/agreement.mjs').agreementOf>} agreement
 */

/** @param {number} share @returns {string} never rounded up to 100 */
const percent = (share) => `${(Math.floor(share * 1e4) / 100).toFixed(2)} %`;

/** Both runs break off, one at infinities alone. @param {{ a: string, b: string }} cell */
const onlyInKind = ({ a, b }) => [a, b].sort().join() === 'inf,nan';

/** @param {{ cells: number, equal: number, share: number }} share */
const told = ({ cells, equal, share }) => `${equal} of ${cells}: ${percent(share)}`;

/** @param {readonly (readonly string[])[]} rows the first is the head */
function table(rows) {
  const [head, ...body] = rows;
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head ?? []), line((head ?? []).map(() => '---')), ...body.map(line)].join('\n');
}

/**
 * @param {readonly Compared[]} compared
 * @param {string} kernels the table of kernels, as Markdown
 */
export function conformancePage(compared, kernels) {
  const rows = compared.map(({ map, grid, agreement }) => [
    map.scenario,
    `${grid}x${grid}`,
    String(map.steps),
    told(agreement),
    told(agreement.inside),
    `${agreement.differing.filter(onlyInKind).length} of ${agreement.differing.length}`,
  ]);
  return `# Conformance: compiled against plain tfjs

Written by \`npm run conformance\`.

## Maps

The same cells swept twice: compiled to WebAssembly, and in plain tfjs cell by cell on the backend
\`${reference}\`, which sums in single precision as compiled code does (\`cpu\` sums in double, so that it may see
inf where the others see nan). The share of
cells with the same outcome, among all cells and among those that touch no boundary: a cell touches
one where it and its 8 neighbours have not all the same outcome in the eager map. There one rounding
decides, and neither engine is wrong. Wanted: at least ${wanted * 100} % of the latter. The steps are fewer than
the scenarios' own, for plain tfjs takes milliseconds a step.

The last column counts cells that break in both engines, in one at infinities and in the other at a NaN.
A sum whose terms overflow with both signs can be NaN or an infinity by the order of its terms; which
of them TensorFlow takes has not been looked into.

${table([['scenario', 'grid', 'steps', 'all cells', 'cells that touch no boundary', 'of those that differ, inf against nan'], ...rows])}

Each pair was swept with

${compared.flatMap(({ commands }) => commands.map((command) => `    ${command}`)).join('\n')}

and compared with \`npm run agreement -- WASM_RUN EAGER_RUN\`, which also lists the cells that differ.

## Kernels

Where tfjs' backends disagree with IEEE 754 or with one another, and what compiled code gives: each
row was run, one operation on single numbers, on every backend. "IEEE" is the formula in double
precision, rounded. Compiled code follows IEEE, subnormals too; where IEEE has nothing to say (a pool's NaN,
the sign of one), it follows the backend \`tensorflow\`. **Bold**: differs from the first column.

${kernels}
`;
}
