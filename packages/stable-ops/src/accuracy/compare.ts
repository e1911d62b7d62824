/**
 * `node packages/stable-ops/dist/accuracy/compare.js REFERENCES.json [--page FILE.md] [--command TEXT]
 * [--native DIR]`:
 * measures the stable operations and their peers against the references of tools/accuracy, and
 * writes the page of the docs. Exits with 1 where a peer is more accurate, or ours is far off, and no
 * reason is given, or where a result of ours is of the wrong kind.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import util, { parseArgs } from 'node:util';
import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { evaluate, measure } from './measure.js';
import { accuracyPage } from './page.js';
import type { Row } from './rows.js';
import { peersByName } from './peers.js';
import { lessAccurate, losesDigits, lossesOfDigits, reasons } from './reasons.js';
import { readReferences } from './references.js';

const { values, positionals } = parseArgs({
  options: {
    page: { type: 'string' },
    command: { type: 'string', default: 'npm run accuracy' },
    native: { type: 'string' },
  },
  allowPositionals: true,
});
const references = readReferences(positionals[0]!);

/** All of Brink's results on native TensorFlow; it has to run after everything else. */
async function onTensorflow(rows: readonly Row[], directory: string): Promise<readonly Row[]> {
  // Node 23 removed what tfjs-node 4.22 calls.
  const removed = util as unknown as Record<string, unknown>;
  removed['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  removed['isArray'] ??= Array.isArray;
  // Otherwise it tells of every kernel that both copies of tfjs have.
  tf.env().set('PROD', true);
  createRequire(import.meta.url)(directory);
  tf.env().set('PROD', false);
  await tf.setBackend('tensorflow');
  return rows.map(({ one, measured }) => ({
    one,
    measured: {
      ...measured,
      'Brink on tensorflow': measure(evaluate(peersByName[one.name]!.stable, one), one),
    },
  }));
}

await tf.setBackend('cpu');
let rows: readonly Row[] = references.cases.map((one) => {
  const peers = peersByName[one.name];
  if (peers === undefined) throw new Error(`accuracy: no stable operation is called ${one.name}`);
  const { stable, naive, own } = peers;
  return {
    one,
    measured: {
      Brink: measure(evaluate(stable, one), one),
      ...(naive && { naive: measure(evaluate(naive, one), one) }),
      ...(own && { tfjs: measure(evaluate(own.call, one), one) }),
      ...(one.tensorflow && { TensorFlow: measure(one.tensorflow, one) }),
      ...(one.torch && { PyTorch: measure(one.torch, one) }),
    },
  };
});
if (values.native !== undefined) rows = await onTensorflow(rows, values.native);

const page = accuracyPage(
  {
    ...references,
    command: values.command,
    processor: cpus()[0]?.model.trim() ?? 'an unknown processor',
  },
  rows,
);
if (values.page === undefined) process.stdout.write(page);
else writeFileSync(values.page, page);

const unexplained = lessAccurate(rows).filter(
  ({ name, what }) => reasons[`${name}, ${what}`] === undefined,
);
for (const { name, what, ours, peer, theirs } of unexplained)
  process.stderr.write(
    `accuracy: ${name}, ${what}: ${ours.toFixed(1)} ULP where ${peer} has ${theirs.toFixed(1)}; mend it or give a reason\n`,
  );
const unknown = losesDigits(rows).filter(
  ({ name, what }) => lossesOfDigits[`${name}, ${what}`] === undefined,
);
for (const { name, what, ours } of unknown)
  process.stderr.write(
    `accuracy: ${name}, ${what}: ${ours.toFixed(0)} ULP; mend it or give a reason\n`,
  );
const wrong = rows.filter(
  ({ measured }) => measured.Brink!.value.wrongKind + measured.Brink!.gradient!.wrongKind > 0,
);
for (const { one } of wrong)
  process.stderr.write(`accuracy: ${one.name} has results of the wrong kind\n`);
process.exitCode = unexplained.length + unknown.length + wrong.length === 0 ? 0 : 1;
