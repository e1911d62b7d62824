/** Tries the kernels of the current backend with NaN, Infinity and -Infinity. */
import * as tf from '@tensorflow/tfjs-core';
import { probes, specialValues, untried, type Probe, type SpecialValue } from './probe.js';

/** One try: a kernel, forward or its gradient, with a value in one place. */
interface Try {
  readonly kernel: string;
  /** For example `forward, NaN in argument 1`, `gradient, NaN from above`. */
  readonly place: string;
  /** `lost`: the result is finite, mathematics has none that is. */
  readonly outcome: 'kept' | 'lost';
}

export interface BackendTries {
  readonly backend: string;
  readonly tries: readonly Try[];
  /** Probes whose kernel the backend has not, or that it refuses, and what it said. */
  readonly refused: Readonly<Record<string, string>>;
  /** Kernels of the backend that no probe tries and no reason is given for. */
  readonly forgotten: readonly string[];
}

/** The name of the kernel without its variant. */
const kernelOf = ({ kernel }: Probe) => kernel.split(' ')[0]!;

export function tryKernels(): BackendTries {
  const backend = tf.getBackend();
  const kernels = tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);
  const tried = new Set(probes.map(kernelOf));
  const tries: Try[] = [];
  const refused: Record<string, string> = {};
  for (const probe of probes) {
    const { kernel } = probe;
    if (!kernels.includes(kernelOf(probe))) {
      refused[kernel] = 'it has no such kernel';
      continue;
    }
    try {
      tries.push(...forward(probe));
    } catch (error) {
      refused[kernel] = firstLine(error);
      continue;
    }
    if (probe.gradient === 'none') continue;
    try {
      tries.push(...gradients(probe));
    } catch (error) {
      refused[`${kernel}, gradient`] = firstLine(error);
    }
  }
  return {
    backend,
    tries,
    refused,
    forgotten: kernels.filter((kernel) => !tried.has(kernel) && untried[kernel] === undefined),
  };
}

function* forward({ kernel, args, call, finite }: Probe): Generator<Try> {
  for (const argument of args.keys())
    for (const special of specialValues) {
      if (finite(argument, special.value)) continue;
      const lost = ends.some((end) => {
        const result = call(
          ...args.map((arg, at) =>
            at === argument ? spoilt(tf.tensor(arg), special, end) : tf.tensor(arg),
          ),
        );
        return isFinite([result].flat());
      });
      yield {
        kernel,
        place: `forward, ${special.name} in argument ${argument + 1}`,
        outcome: lost ? 'lost' : 'kept',
      };
    }
}

function* gradients({
  kernel,
  args,
  call,
  gradient,
  finiteGradient,
  added,
}: Probe): Generator<Try> {
  const one = (...given: tf.Tensor[]) => {
    const result = call(...given);
    return Array.isArray(result) ? tf.concat(result) : result;
  };
  const all = (given: tf.Tensor[], dy: tf.Tensor) => tf.grads(one)(given, dy);
  const sound = args.map((arg) => tf.tensor(arg));
  const shape = one(...sound).shape;
  for (const special of specialValues) {
    const lost = ends.some((end) => isFinite(all(sound, spoilt(tf.ones(shape), special, end))));
    yield {
      kernel,
      place: `gradient, ${special.name} from above`,
      outcome: lost ? 'lost' : 'kept',
    };
  }
  if (gradient === 'linear') return;
  for (const argument of args.keys()) {
    if (argument === added) continue;
    for (const special of specialValues) {
      if (!Number.isNaN(special.value) && finiteGradient(argument, special.value)) continue;
      const lost = ends.some((end) =>
        isFinite(
          all(
            sound.map((arg, at) => (at === argument ? spoilt(arg, special, end) : arg)),
            tf.ones(shape),
          ),
        ),
      );
      yield {
        kernel,
        place: `gradient, ${special.name} in argument ${argument + 1}`,
        outcome: lost ? 'lost' : 'kept',
      };
    }
  }
}

/** The kernels work in blocks, so that both ends of a tensor are tried. */
const ends = ['first', 'last'] as const;

function spoilt(tensor: tf.Tensor, { bits }: SpecialValue, end: (typeof ends)[number]): tf.Tensor {
  const values = Float32Array.from(tensor.dataSync());
  // As bits, for a NaN that is stored as a number may lose its sign.
  new Uint32Array(values.buffer)[end === 'first' ? 0 : values.length - 1] = bits;
  return tf.tensor(values, tensor.shape);
}

const isFinite = (tensors: readonly tf.Tensor[]): boolean =>
  tensors.every((tensor) => tensor.dataSync().every(Number.isFinite));

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n')[0]!;
