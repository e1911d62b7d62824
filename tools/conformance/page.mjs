// @ts-check
/** docs/conformance.md from what was measured. */

import { reference } from './maps.mjs';

/** Of the cells that touch no boundary, so many must agree, Inf and NaN taken as one. */
export const wanted = 0.995;

/**
 * @typedef {object} Compared
 * @property {import('./maps.mjs').ComparedMap} map
 * @property {number} grid
 * @property {readonly string[]} commands
 * @property {import('../agreement/agreement.mjs').Agreement} agreement
 * @property {import('../agreement/agreement.mjs').Agreement} breaking Inf and NaN taken as one
 */

/** @param {number} share @returns {string} never rounded up to 100 */
const percent = (share) => `${(Math.floor(share * 1e4) / 100).toFixed(2)} %`;

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
  const rows = compared.map(({ map, grid, agreement, breaking }) => [
    map.scenario,
    `${grid}x${grid}`,
    String(map.steps),
    told(agreement),
    told(agreement.inside),
    told(breaking.inside),
  ]);
  return `# Conformance: compiled against plain tfjs

Written by \`npm run conformance\`.

## Maps

The same cells swept twice: compiled to WebAssembly, and in plain tfjs cell by cell on the backend
\`${reference}\`, which sums in single precision as compiled code does (\`cpu\` sums in double, so that it may see
inf where the others see nan). The share of
cells with the same outcome, among all cells and among those that touch no boundary: a cell touches
one where it and its 8 neighbours have not all the same outcome in the eager map. There one rounding
decides, and neither engine is wrong. Wanted: at least ${wanted * 100} % in the last column. The steps are fewer than
the scenarios' own, for plain tfjs takes milliseconds a step.

In the last column, of the cells that touch no boundary, Inf and NaN are one outcome. Products that
overflow tell them apart: compiled code rounds each product before it adds it, on every target, so
that a sum of overflowing products of both signs is Inf - Inf, NaN. TensorFlow's products are not
rounded (fused multiply-add), so that the sum is an infinity of the sign that came first; \`matMul\`
in the table below shows it. A recurrent net whose state overflows is full of such sums.

${table([['scenario', 'grid', 'steps', 'all cells', 'cells that touch no boundary', 'Inf and NaN taken as one'], ...rows])}

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
