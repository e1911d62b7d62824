/** Arguments: the backend, the rounds, the steps of a turn, for tensorflow its folder. Prints `MeasuredWatches`. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { blameSync, watch } from '@brink/detectors';
import * as tf from '@tensorflow/tfjs';
import { useBackend } from '../contestants/backend.js';
import { medianBetween, type MeasuredWatches } from './result.js';

const [, , backend, rounds, steps, folder] = process.argv;
await useBackend(backend!, folder);

const batch = 64;
const widths = [784, 512, 512, 10];
const x = tf.randomUniform<tf.Rank.R2>([batch, widths[0]!], 0, 1, 'float32', 1);
const labels = tf.oneHot(
  Array.from({ length: batch }, (_, at) => at % 10),
  10,
) as tf.Tensor2D;
const layers = widths.slice(1).map((width, at) => ({
  kernel: tf.variable(
    tf.randomNormal([widths[at]!, width], 0, Math.sqrt(2 / widths[at]!), 'float32', at + 2),
    true,
    `kernel-${at}`,
  ),
  bias: tf.variable(tf.zeros([width]), true, `bias-${at}`),
}));
const variables = layers.flatMap(({ kernel, bias }) => [kernel, bias]);

const loss = () =>
  tf.tidy(() => {
    let values: tf.Tensor = x;
    for (const [at, { kernel, bias }] of layers.entries()) {
      values = tf.add(tf.matMul(values as tf.Tensor2D, kernel as tf.Tensor2D), bias);
      if (at < layers.length - 1) values = tf.relu(values);
    }
    return tf.losses.softmaxCrossEntropy(labels, values as tf.Tensor2D) as tf.Scalar;
  });

const optimizer = tf.train.adam(1e-4);
const watched = watch(optimizer, { policy: 'skip' });

/** One step of the optimizer, whose loss is not read. */
const bare = () => optimizer.minimize(loss, true, variables)!.dispose();

interface Way {
  readonly name: string;
  readonly how: string;
  readonly step: () => void;
  readonly steps: number;
}

const nothing: Way = { name: 'nothing', how: 'the bare step', step: bare, steps: Number(steps) };

/** What may stay on for a whole training. */
const cheap: readonly Way[] = [
  nothing,
  {
    name: 'loss check',
    how: 'reads the loss of each step, as TerminateOnNaN does',
    step: () => {
      const value = optimizer.minimize(loss, true, variables)!;
      if (!Number.isFinite(value.dataSync()[0])) throw new Error('the loss is not finite');
      value.dispose();
    },
    steps: Number(steps),
  },
  {
    name: 'watch',
    how: 'loss, gradients and parameters, and a snapshot to replay from',
    step: () => {
      watched.minimize(loss, true, variables)!.dispose();
    },
    steps: Number(steps),
  },
];

/** What is for one step. */
const dear: readonly Way[] = [
  {
    name: 'enableDebugMode',
    how: "tfjs's own: every result of every kernel is downloaded",
    step: () => {
      tf.env().set('DEBUG', true);
      bare();
      tf.env().set('DEBUG', false);
    },
    steps: 1,
  },
  {
    name: 'blame',
    how: 'every tensor of the step is downloaded and described',
    step: () => {
      if (!blameSync(() => optimizer.minimize(loss, true, variables)).finite)
        throw new Error('the step is not finite');
    },
    steps: 1,
  },
];

/** What debug mode prints of every kernel must not be timed as if a terminal showed it. */
Object.assign(console, { groupCollapsed: () => undefined, warn: () => undefined });
const print = console.log.bind(console);
console.log = () => undefined;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as (options: { type: 'minor' }) => void;

/**
 * Of processor time, since others may use the machine: a step of one thread on the processor waits
 * for nothing else.
 */
function millisecondsOf({ step, steps: count }: Way): number {
  // What the way before it left behind, in caches and in the heap, is not its own; what it leaves is collected
  // several times in a turn. A full collection would let go of compiled code too, which a training keeps:
  // every turn would be one of compiling.
  collectGarbage({ type: 'minor' });
  bare();
  const started = process.cpuUsage();
  for (let at = 0; at < count; at += 1) step();
  // The bare step reads nothing; a backend may still be at work.
  variables.at(-1)!.dataSync();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / count;
}

/** Ways take turns, after ten of each that do not count: a training runs compiled code. */
function takeTurns(ways: readonly Way[], turns: number): MeasuredWatches['watches'] {
  for (const way of ways) for (let turn = 0; turn < 10; turn += 1) millisecondsOf(way);
  const measured = ways.map((way) => ({ way, rounds: [] as number[], ratios: [] as number[] }));
  for (let turn = 0; turn < turns; turn += 1)
    for (const { way, rounds, ratios } of measured) {
      // The bare step takes a turn right beside it, now before, now after: a machine that slows down slows both.
      const [first, second] = turn % 2 === 0 ? [nothing, way] : [way, nothing];
      const [one, other] = [millisecondsOf(first), millisecondsOf(second)];
      const [bare, own] = turn % 2 === 0 ? [one, other] : [other, one];
      rounds.push(own);
      ratios.push(own / bare);
    }
  return measured.map(({ way: { name, how }, rounds, ratios }) => ({
    name,
    how,
    rounds,
    ...medianBetween(ratios),
  }));
}

const result: MeasuredWatches = {
  backend: backend!,
  net: widths.join('-'),
  batch,
  stepsPerTurn: Number(steps),
  // The dear ones change what kernels do, and how their callers are compiled: they come last.
  watches: [
    ...takeTurns(cheap, Number(rounds)),
    ...takeTurns(dear, Math.ceil(Number(rounds) / 20)),
  ],
};
print(JSON.stringify(result));
