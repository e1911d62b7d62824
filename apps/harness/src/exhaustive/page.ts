/** The tables of `npm run exhaustive`, and the pages that they stand in. */
import { markdownTable } from '../markdown/table.js';
import type { Way } from './evaluate.js';
import { partsOf, type TriedFunction } from './functions.js';
import type { Verdicts } from './sweep-range.js';
import { numberOf, type Verdict } from './verdict.js';

/** A function and what was found of it. */
export interface Tried {
  readonly one: TriedFunction;
  readonly verdicts: Verdicts;
}

function place(bits: number | null): string {
  if (bits === null) return '';
  const x = numberOf(bits);
  return Object.is(x, -0) ? '-0' : String(Number(x.toPrecision(9)));
}

function cells({ worst, worstAt, wrongKind, wrongAt }: Verdict): string[] {
  const wrong = wrongKind === 0 ? '0' : `${wrongKind} (${place(wrongAt)})`;
  return [worst.toFixed(2), place(worstAt), wrong];
}

/** A line for each function: its value, and its gradient where that was tried. */
export function exhaustiveTable(tried: readonly Tried[]): string {
  const gradients = tried.some(({ one }) => partsOf(one).includes('gradient'));
  return markdownTable(
    [
      'function',
      'numbers',
      'value: largest error',
      'at',
      'wrong kind',
      ...(gradients ? ['gradient: largest error', 'at', 'wrong kind'] : []),
    ],
    tried.map(({ one, verdicts: { value, gradient } }) => [
      `\`${one.name}\``,
      String(value!.tried),
      ...cells(value!),
      ...(gradient === undefined ? [] : cells(gradient)),
    ]),
  );
}

const through: Readonly<Record<Way, string>> = {
  compiled:
    "traced by Brink and compiled to WebAssembly SIMD, single precision, the gradient as tfjs's own `tf.grad` of it. A test holds a sample of the compiled results against plain tfjs on its backend `cpu` (`apps/harness/src/exhaustive/evaluate.test.ts`), and the tests of the package hold `cpu` and `wasm` against the same mathematical functions",
  cpu: 'in plain tfjs on its backend `cpu`',
  wasm: 'in plain tfjs on its backend `wasm`',
};

/** What was tried, in words. */
function numbersText(stride: number): string {
  return stride === 1
    ? 'every one of the 2^32 float32 numbers, NaN, infinities and subnormal numbers among them'
    : `every ${stride}th of the 2^32 float32 numbers, NaN, infinities and subnormal numbers among them`;
}

export interface Conditions {
  readonly command: string;
  readonly stride: number;
  readonly way: Way;
}

/** docs/stable-ops.md. */
export function stableOpsPage(tried: readonly Tried[], conditions: Conditions): string {
  const { command, stride, way } = conditions;
  return `# How accurate the stable operations are

Measured by \`${command}\`: each operation of one argument and its gradient on ${numbersText(stride)}. Each was run ${through[way]}. \`--through wasm\` and \`--through cpu\` run plain tfjs instead, \`--only NAME\` one operation.

Errors are in units of the last place of float32, against float64 JavaScript (Math, rearranged where it cancels); a result that is the nearest float32 number has none. Where the function is smooth over 1024 neighbours, a cubic through four exact values that meets two more to 1/256 of a unit sorts out what is certainly nearer than the worst found so far; everything else is compared with the exact value itself.

_Wrong kind_ counts results that are NaN or infinite where the mathematical result is finite in float32, or finite where it is not. The command exits with 1 if there is any. Numbers at which a convention stands instead of a result (the README of the package says which) are not counted.

${exhaustiveTable(tried)}

Where an error is large, the function passes through 0 there and its parts cancel: the derivative of \`entr\`, -1 - log(x), near x = 1/e; that of \`sinc\` near its extrema. Their absolute error is a few units in the last place of the parts.

Beside tfjs, TensorFlow and PyTorch, against references of 200 digits: [accuracy.md](accuracy.md).
`;
}

const opening = '<!-- errors: written by npm run exhaustive -->';
const closing = '<!-- end of errors -->';

/** The README of the maths library with its table replaced. */
export function mathsReadme(
  readme: string,
  tried: readonly Tried[],
  { command, stride }: Conditions,
): string {
  const [before, rest] = readme.split(opening);
  const after = rest?.split(closing)[1];
  if (before === undefined || after === undefined)
    throw new Error(`exhaustive: the README has no '${opening}' ... '${closing}'; put them back`);
  return `${before}${opening}

float32, on ${numbersText(stride)}, by \`${command}\`:

${exhaustiveTable(tried)}

${closing}${after}`;
}
