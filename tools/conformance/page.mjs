// @ts-check
/** docs/conformance.md from what was measured. */
import { differencesOf } from './compare.mjs';
import { compiled, reference, ways } from './maps.mjs';

/** Of the cells that touch no boundary of the reference, so many must have its outcome, of the five. */
const leastShare = 0.995;

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
  (pairOf(compared, compiled.name, reference.name)?.agreement.inside.share ?? 0) >= leastShare;

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

/**
 * Compiled code beside ways of plain tfjs.
 * @param {Compared} compared
 * @param {readonly import('./maps.mjs').Way[]} beside
 */
function compiledRows(compared, beside) {
  return beside.map(({ name }) => {
    const pair = pairOf(compared, compiled.name, name);
    if (pair === undefined) throw new Error(`conformance: no run of ${name} was compared`);
    const { agreement, breaking } = pair;
    return [
      compared.map.scenario,
      `${compared.grid}x${compared.grid}`,
      String(compared.map.steps),
      name,
      told(agreement),
      told(agreement.inside),
      told(breaking.inside),
      differencesOf(agreement),
    ];
  });
}

const compiledHead = [
  ...['scenario', 'grid', 'steps', 'compiled beside', 'all cells', 'cells that touch no boundary'],
  ...['the same, Inf and NaN as one', 'the cells that differ, compiled first'],
];

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

/** @param {readonly Compared[]} all */
const commandsOf = (all) =>
  all.flatMap(({ commands }) => commands.map((command) => `    ${command}`)).join('\n');

/**
 * @param {readonly Compared[]} wanted compiled beside the reference
 * @param {readonly Compared[]} mutual all ways beside one another
 * @param {string} kernels the table of kernels, as Markdown
 */
export function conformancePage(wanted, mutual, kernels) {
  return `# Conformance: compiled against plain tfjs

Written by \`npm run conformance\`.

## Maps

The same cells swept compiled to WebAssembly, and in plain tfjs cell by cell. The steps are fewer than the
scenarios' own, for plain tfjs takes milliseconds a step. A cell has one of five outcomes (converged,
stalled, diverged, inf, nan). It touches a boundary where it and its 8 neighbours have not all the same of these
in the map that compiled code is compared with; the border between inf and nan is one too. There one rounding decides,
and neither engine is wrong.

The backends are not one reference but several, for they do not compute the same:

- \`${reference.name}\` rounds every operation to single precision, as IEEE 754 and compiled code do. It
  is TensorFlow held to instructions without a fused multiply-add by \`ONEDNN_MAX_CPU_ISA=AVX\`, and what TensorFlow gives
  on an x86 processor that has none.
- \`tensorflow\` as it comes does not round a product before it is added. A sum of overflowing products of both
  signs is then an infinity of the sign that came first, where it is Inf - Inf, NaN, by itself: \`matMul\` in the
  table of kernels. A recurrent net whose state overflows is full of such sums, so that Inf and NaN change places.
- \`wasm\` loses NaN: its relu makes 0 of a NaN whose sign bit is set, and that is the NaN which x86 makes of
  Inf - Inf, 0 * Inf and sqrt(-1) (\`relu(Inf - Inf)\` below). The training goes on for longer, and ends as inf.
- \`cpu\` sums in double precision: a sum overflows later there, and never to Inf - Inf by itself, so that its Inf
  and NaN are rather those of \`tensorflow\`.

Wanted: at least ${leastShare * 100} % of the cells that touch no boundary have the outcome that \`${reference.name}\` gives
them; what the backends as they come make of it is in the table after. In the column before the last Inf and NaN are
one outcome, in the boundaries too.

${table([compiledHead, ...wanted.flatMap((one) => compiledRows(one, [reference]))])}

Compiled code beside every backend:

${table([compiledHead, ...mutual.flatMap((one) => compiledRows(one, eager))])}

All of them beside one another, of the same maps: the share of the cells that touch no boundary of the map in the head
of the column, and of all cells in brackets. Where a backend's row has less than the row \`${compiled.name}\`, tfjs agrees with
itself less than compiled code does with it.

${table([['scenario', '', ...eager.map(({ name }) => name)], ...mutual.flatMap(mutualRows)])}

They were swept with

${commandsOf(wanted)}
${commandsOf(mutual)}

and two of them are compared by \`npm run agreement -- RUN_A RUN_B\`, which also lists the cells that differ.

## Kernels

Where tfjs' backends disagree with IEEE 754 or with one another, and what compiled code gives: each
row was run, one operation on single numbers, on every backend. "IEEE" is the formula in double
precision, rounded. Compiled code follows IEEE, subnormals too; where IEEE has nothing to say (a pool's NaN,
the sign of one), it follows the backend \`tensorflow\`. **Bold**: differs from the first column.

${kernels}
`;
}
