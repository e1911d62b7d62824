/**
 * `npm run exhaustive -- [--function NAME] [--stride N]`: every function of one argument in
 * float32 on every N-th of the 2^32 numbers (N is 1 unless given), and the largest errors.
 */
import { parseArgs } from 'node:util';
import type { UnaryFunction } from './references.js';
import { REFERENCES, UNARY_FUNCTIONS } from './references.js';
import { largestError } from './sweep.js';

const { values } = parseArgs({
  options: { function: { type: 'string', multiple: true }, stride: { type: 'string' } },
});
const stride = Number(values.stride ?? 1);
if (!Number.isInteger(stride) || stride < 1)
  throw new RangeError(
    `exhaustive: --stride must be a whole number from 1 up, got ${String(values.stride)}`,
  );
const known = new Set<string>(UNARY_FUNCTIONS);
const names = values.function ?? UNARY_FUNCTIONS;
for (const name of names)
  if (!known.has(name))
    throw new RangeError(
      `exhaustive: --function '${name}' is none of ${UNARY_FUNCTIONS.join(', ')}`,
    );

process.stdout.write(
  '| function | numbers tried | largest error (units in the last place) | at |\n|---|---|---|---|\n',
);
for (const name of names as readonly UnaryFunction[]) {
  const worst = await largestError(name, REFERENCES[name], stride);
  const cells = [name, worst.tried, worst.error.toFixed(3), worst.at];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
