/**
 * `node packages/stable-ops/dist/accuracy/main.js [--operation NAME] [--stride N] [--backend NAME]`:
 * every operation of one argument, value and gradient, on every N-th of the 2^32 float32 numbers.
 * Exits with 1 where a result is NaN or infinite and should not be, or the other way.
 */
import { parseArgs } from 'node:util';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { sweepOperation, type Verdict } from './exhaustive.js';
import { unaryCases } from './unary-cases.js';

const { values } = parseArgs({
  options: {
    operation: { type: 'string', multiple: true },
    stride: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
  },
});
const stride = Number(values.stride);
if (!Number.isInteger(stride) || stride < 1)
  throw new RangeError(`accuracy: --stride must be a whole number from 1 up, got ${values.stride}`);
const known = unaryCases.map(({ name }) => name);
const unknown = values.operation?.find((name) => !known.includes(name));
if (unknown !== undefined)
  throw new RangeError(`accuracy: --operation '${unknown}' is none of ${known.join(', ')}`);

const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(join(dirname(wasm), '/'));
await tf.setBackend(values.backend);

const cells = ({ worst, worstAt, wrongKind, wrongAt }: Verdict) =>
  `${worst.toFixed(1)} | ${worstAt.toPrecision(6)} | ${String(wrongKind)}${wrongKind > 0 ? ` (${String(wrongAt)})` : ''}`;

process.stdout.write(
  '| operation | numbers | value: largest error | at | wrong kind | gradient: largest error | at | wrong kind |\n|---|---|---|---|---|---|---|---|\n',
);
let wrong = 0;
for (const one of unaryCases) {
  if (values.operation !== undefined && !values.operation.includes(one.name)) continue;
  const { value, gradient } = sweepOperation(one.operation, one.everywhere, stride, one.convention);
  wrong += value.wrongKind + gradient.wrongKind;
  process.stdout.write(
    `| \`${one.name}\` | ${String(value.tried)} | ${cells(value)} | ${cells(gradient)} |\n`,
  );
}
process.exitCode = wrong === 0 ? 0 : 1;
