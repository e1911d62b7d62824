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
  /** Takes a turn every so many rounds. */
  readonly every: number;
}

const ways: readonly Way[] = [
  { name: 'nothing', how: 'the bare step', step: bare, steps: Number(steps), every: 1 },
  {
    name: 'loss check',
    how: 'reads the loss of each step, as TerminateOnNaN does',
    step: () => {
      const value = optimizer.minimize(loss, true, variables)!;
      if (!Number.isFinite(value.dataSync()[0])) throw new Error('the loss is not finite');
      value.dispose();
    },
    steps: Number(steps),
    every: 1,
  },
  {
    name: 'watch',
    how: 'loss, gradients and parameters, and a snapshot to replay from',
    step: () => {
      watched.minimize(loss, true, variables)!.dispose();
    },
    steps: Number(steps),
    every: 1,
  },
  {
    name: 'enableDebugMode',
    how: "tfjs's own: every result of every kernel is downloaded",
    step: () => {
      tf.env().set('DEBUG', true);
      bare();
      tf.env().set('DEBUG', false);
    },
    steps: 1,
    every: 20,
  },
  {
    name: 'blame',
    how: 'every tensor of the step is downloaded and described',
    step: () => {
      if (!blameSync(() => optimizer.minimize(loss, true, variables)).finite)
        throw new Error('the step is not finite');
    },
    steps: 1,
    every: 20,
  },
];

/** What debug mode prints of every kernel must not be timed as if a terminal showed it. */
Object.assign(console, { groupCollapsed: () => undefined, warn: () => undefined });
const print = console.log.bind(console);
console.log = () => undefined;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Of processor time, since others may use the machine: a step of one thread on the processor waits
 * for nothing else.
 */
function millisecondsOf({ step, steps: count }: Way): number {
  // What the way before it left behind, in caches and in the heap, is not its own.
  collectGarbage();
  bare();
  const started = process.cpuUsage();
  for (let at = 0; at < count; at += 1) step();
  // The bare step reads nothing; a backend may still be at work.
  variables.at(-1)!.dataSync();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / count;
}

for (const way of ways) for (let at = 0; at < 3; at += 1) way.step();
const times = ways.map((): number[] => []);
const beside = ways.map((): number[] => []);
for (let round = 0; round < Number(rounds); round += 1)
  for (const [at, way] of ways.entries()) {
    if (round % way.every !== 0) continue;
    // The bare step takes a turn right beside it, now before, now after: a machine that slows down slows both.
    if (round % 2 === 0) beside[at]!.push(millisecondsOf(ways[0]!));
    times[at]!.push(millisecondsOf(way));
    if (round % 2 === 1) beside[at]!.push(millisecondsOf(ways[0]!));
  }

const result: MeasuredWatches = {
  backend: backend!,
  net: widths.join('-'),
  batch,
  stepsPerTurn: Number(steps),
  watches: ways.map(({ name, how }, at) => ({
    name,
    how,
    rounds: times[at]!,
    ...medianBetween(times[at]!.map((time, turn) => time / beside[at]![turn]!)),
  })),
};
print(JSON.stringify(result));
