// @ts-check
/** docs/conformance.md from what was measured. */
import { differencesOf } from './compare.mjs';
import { compiled, reference, ways } from './maps.mjs';

/** Of the cells that touch no boundary of the reference, so many must have its outcome, of the five. */
const wanted = 0.995;

/**
 * @typedef {object} Compared
 * @property {import('./maps.mjs').ComparedMap} map
 * @property {number} grid
 * @property {readonly string[]} commands
 * @property {readonly import('./compare.mjs').Pair[]} pairs
 */

/** @param {Compared} compared @param {string} of @param {string} beside */
const pairOf = ({ pairs }, of, beside) =>
  pairs.find((pair) => pair.of === of && pair.beside === beside);

/** @param {Compared} compared whether the compiled map agrees with the reference as wanted */
export const agreesAsWanted = (compared) =>
  (pairOf(compared, compiled.name, reference.name)?.agreement.inside.share ?? 0) >= wanted;

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

const eager = ways.filter((way) => way !== compiled);

/** Compiled code beside each way of plain tfjs. @param {Compared} compared */
function compiledRows(compared) {
  return eager.map(({ name }) => {
    const pair = pairOf(compared, compiled.name, name);
    if (pair === undefined) throw new Error(`conformance: no run of ${name} was compared`);
    const { agreement, breaking } = pair;
    return [
      compared.map.scenario,
      name,
      told(agreement),
      told(agreement.inside),
      told(breaking.inside),
      differencesOf(agreement),
    ];
  });
}

/** All ways beside one another. @param {Compared} compared */
function mutualRows(compared) {
  return ways.map(({ name }) => [
    compared.map.scenario,
    name,
    ...eager.map((other) => {
      const pair = pairOf(compared, name, other.name);
      if (pair === undefined) return '';
      return `${percent(pair.agreement.inside.share)} (${percent(pair.agreement.share)})`;
    }),
  ]);
}

/**
 * @param {readonly Compared[]} compared
 * @param {string} kernels the table of kernels, as Markdown
 */
export function conformancePage(compared, kernels) {
  const sizes = compared.map(
    ({ map, grid }) => `${map.scenario} ${grid}x${grid}, ${map.steps} steps`,
  );
  return `# Conformance: compiled against plain tfjs

Written by \`npm run conformance\`.

## Maps

The same cells swept compiled to WebAssembly, and in plain tfjs cell by cell on each backend: ${sizes.join('; ')}.
The steps are fewer than the scenarios' own, for plain tfjs takes milliseconds a step. A cell has one of five outcomes (converged,
stalled, diverged, inf, nan). It touches a boundary where it and its 8 neighbours have not all the same of these
in the map that the row compares with; the border between inf and nan is one too. There one rounding decides, and
neither engine is wrong.

The backends are not one reference but several, for they do not compute the same:

- \`${reference.name}\` rounds every operation to single precision, as IEEE 754 and compiled code do: it
  is TensorFlow held to instructions without a fused multiply-add by \`ONEDNN_MAX_CPU_ISA=AVX\`, and what TensorFlow gives
  on an x86 processor that has none. **Wanted: at least ${wanted * 100} % of the cells that touch no boundary
  agree with it.**
- \`tensorflow\` as it comes does not round a product before it is added. A sum of overflowing products of both
  signs is then an infinity of the sign that came first, where it is Inf - Inf, NaN, by itself: \`matMul\` in the
  table of kernels. A recurrent net whose state overflows is full of such sums, so that Inf and NaN change places.
- \`wasm\` loses NaN: its relu makes 0 of a NaN whose sign bit is set, and that is the NaN which x86 makes of
  Inf - Inf, 0 * Inf and sqrt(-1) (\`relu(Inf - Inf)\` below). The training goes on for longer, and ends as inf.
- \`cpu\` sums in double precision: a sum overflows later there, and never to Inf - Inf.

Compiled code beside each of them. In the column before the last Inf and NaN are one outcome, in the boundaries too.

${table([
  [
    'scenario',
    'compiled beside',
    'all cells',
    'cells that touch no boundary',
    'the same, Inf and NaN as one',
    'the cells that differ, compiled first',
  ],
  ...compared.flatMap(compiledRows),
])}

All of them beside one another: the share of the cells that touch no boundary of the map in the head of the column,
and of all cells in brackets. Where a row of plain tfjs has less than the row \`${compiled.name}\`, two backends of tfjs
agree with each other less than compiled code with one of them.

${table([['scenario', '', ...eager.map(({ name }) => name)], ...compared.flatMap(mutualRows)])}

Each was swept with

${compared.flatMap(({ commands }) => commands.map((command) => `    ${command}`)).join('\n')}

and two of them are compared by \`npm run agreement -- RUN_A RUN_B\`, which also lists the cells that differ.

## Kernels

Where tfjs' backends disagree with IEEE 754 or with one another, and what compiled code gives: each
row was run, one operation on single numbers, on every backend. "IEEE" is the formula in double
precision, rounded. Compiled code follows IEEE, subnormals too; where IEEE has nothing to say (a pool's NaN,
the sign of one), it follows the backend \`tensorflow\`. **Bold**: differs from the first column.

${kernels}
`;
}
