/** docs/accuracy.md, from what was measured. */
import type { Error, Measured } from './measure.js';
import { lessAccurate, losesDigits, lossesOfDigits, reasons } from './reasons.js';
import type { ReferenceCase, References } from './references.js';
import { columns, type Row } from './rows.js';

function ulps(error: number): string {
  return error < 1000 ? error.toFixed(1) : error.toExponential(0).replace('e+', 'e');
}

/** Where the largest error is: the input itself, or how large the row's numbers are. */
function placeOf({ inputs, group, shapes }: ReferenceCase, at: number): string {
  const text = (value: number) => {
    const short = Number(value.toPrecision(3));
    const plain = short === 0 || (Math.abs(short) >= 1e-3 && Math.abs(short) < 1e5);
    return plain ? String(short) : short.toExponential().replace('e+', 'e');
  };
  if (group === 'numbers') return inputs.map((input) => text(input[at]!)).join(', ');
  const last = inputs.length - 1;
  const width = shapes[last]![1]!;
  const row = Array.from(inputs[last]!.slice(at * width, (at + 1) * width), Math.abs);
  return `row ${String(at)}, to ${text(Math.max(...row))}`;
}

function cell(one: ReferenceCase, error: Error | null | undefined): string {
  if (error === undefined) return '';
  if (error === null) return 'throws';
  const { worst, at, wrongKind } = error;
  const where = worst >= 0.05 ? ` at ${placeOf(one, at)}` : '';
  const share = Math.max(0.1, 100 * wrongKind);
  const kind = wrongKind > 0 ? `; ${share.toFixed(share < 10 ? 1 : 0)} % wrong kind` : '';
  return `${ulps(worst)}${where}${kind}`;
}

function table(rows: readonly Row[], what: keyof Measured): string {
  const shown = columns.filter((column) => rows.some(({ measured }) => measured[column]));
  return [
    `| operation | inputs | ${shown.join(' | ')} |`,
    `|---|---|${shown.map(() => '---|').join('')}`,
    ...rows.map(({ one, measured }) => {
      const cells = shown.map((column) => cell(one, measured[column]?.[what]));
      return `| \`${one.name}\` | ${String(one.shapes[0]![0])} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

/** What the page says on where the textbook or tfjs is nearer to the reference. */
function reasonsText(rows: readonly Row[]): string {
  const found = lessAccurate(rows);
  if (found.length === 0) return 'Nowhere by more than one unit in the last place.';
  return found
    .map(
      ({ name, what, ours, peer, theirs }) =>
        `- \`${name}\`, ${what}: ${ulps(ours)} where ${peer} has ${ulps(theirs)}. ${reasons[`${name}, ${what}`] ?? 'No reason is known.'}`,
    )
    .join('\n');
}

/** What the page says on results of ours that are far off. */
function digitsText(rows: readonly Row[]): string {
  const found = losesDigits(rows);
  if (found.length === 0) return 'Nowhere.';
  return found
    .map(
      ({ name, what, ours }) =>
        `- \`${name}\`, ${what}: ${ulps(ours)}. ${lossesOfDigits[`${name}, ${what}`] ?? 'No reason is known.'}`,
    )
    .join('\n');
}

/** What was run, and with what. */
export interface PageSource extends Pick<References, 'seed' | 'versions'> {
  readonly command: string;
  /** By which TensorFlow and PyTorch choose their kernels. */
  readonly processor: string;
}

export function accuracyPage(
  { command, processor, seed, versions }: PageSource,
  rows: readonly Row[],
): string {
  const missing = ['torch', 'tensorflow'].filter((name) => versions[name] === undefined);
  const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const names = missing.map((name) => (name === 'torch' ? 'PyTorch' : 'TensorFlow'));
  return `# The stable operations beside tfjs, TensorFlow and PyTorch

Written by \`${command}\`, seed ${String(seed)}, with ${listed.join(', ')}, on ${processor}.${
    names.length > 0
      ? ` Not measured, since no wheel could be installed and imported: ${names.join(', ')}.`
      : ''
  }

Largest errors in units in the last place (ULP) of float32, and the input where each occurs. The
references are computed by mpmath with 200 digits from the definition of each function, gradients as
differences of those, and checked against scipy in float64. Inputs are seeded and stratified: every
binary exponent of the domain, and more numbers where a function bends.

- _Brink_, _naive_ (the textbook formula, \`@brink/stable-ops/naive\`) and _tfjs_ (its own function of
  the purpose) run on the backend \`cpu\`; _Brink on tensorflow_ on native TensorFlow in Node;
  _TensorFlow_ and _PyTorch_ are the Python packages, by their own function where they have one. An
  empty cell: there is none.
- TensorFlow and PyTorch choose their kernels by the processor: their columns, and _Brink on
  tensorflow_, differ by a unit here and there on another one. The other columns do not.
- _Wrong kind_: the share of results that are NaN or infinite where the reference is finite in
  float32, or the other way. Errors are counted among the others.
- Operations on rows and losses: in ULP of the largest number of the row's result, and the size of
  the row's largest number in the last input.
- References below 2^-126 count for their kind only: TensorFlow's kernels give 0 there.
- \`norm\` of other orders, \`safePow\` and \`divideNoNan\` have no textbook twin besides tfjs's own
  function. \`sparseSoftmaxCrossEntropy\` is \`softmaxCrossEntropy\` of one-hot labels; \`log1pexp\` is
  \`softplus\`; \`clipByValue\` is \`clip\`.

## Values

${table(rows, 'value')}

## Gradients

${table(rows, 'gradient')}

## Where another is more accurate

Where the textbook formula or tfjs's own function, with no result of the wrong kind, is nearer to the
reference by more than one unit:

${reasonsText(rows)}

## Where ours loses most of its digits

More than a thousand units, on results that are tiny differences of larger numbers; the other
columns of those rows are seldom better:

${digitsText(rows)}
`;
}
