/** Runs a function and its gradient on many numbers: compiled, or in plain tfjs on a backend. */
import { compileFunction, loadFunction, type CompiledFunction } from '@brink/compiler';
import { trace } from '@brink/graph';
import * as tf from '@tensorflow/tfjs-core';
import { useBackend } from '../backends/use-backend.js';
import { partsOf, type Part, type TriedFunction } from './functions.js';

/** What a function is run through. */
export const ways = ['compiled', 'cpu', 'wasm'] as const;
export type Way = (typeof ways)[number];

export interface Evaluator {
  /** Where the numbers are written before `results` is called. */
  readonly numbers: Float32Array;
  results(): Readonly<Partial<Record<Part, Float32Array>>>;
}

/** How many numbers go through at once: as many as stay in cache, or as make up for tfjs's calls. */
const lengths: Readonly<Record<Way, number>> = { compiled: 1024, cpu: 16_384, wasm: 16_384 };

/** Value and gradient, as the tracer and plain tfjs are asked for them alike. */
function resultsAt(one: TriedFunction, x: tf.Tensor): Record<string, tf.Tensor> {
  const gradient = tf.grad((input: tf.Tensor) => tf.sum(one.operation(input)));
  return {
    value: one.operation(x),
    ...(partsOf(one).includes('gradient') && { gradient: gradient(x) }),
  };
}

/** The function traced for one number and compiled in single precision. */
export async function compiledForm(one: TriedFunction): Promise<CompiledFunction> {
  const graph = trace({
    inputs: { x: { shape: [], dtype: 'float' } },
    run: ({ x }) => resultsAt(one, x!),
  });
  return compileFunction(graph, { precision: 'float32', length: lengths.compiled });
}

/** Makes a function ready to run; tfjs's current backend is `way` afterwards. */
export async function evaluatorOf(one: TriedFunction, way: Way): Promise<Evaluator> {
  if (way === 'compiled') {
    await useBackend('cpu');
    const { inputs, outputs, apply } = loadFunction(await compiledForm(one));
    const results = outputs as Readonly<Record<Part, Float32Array>>;
    return {
      numbers: inputs.x as Float32Array,
      results() {
        apply();
        return results;
      },
    };
  }
  await useBackend(way);
  const numbers = new Float32Array(lengths[way]);
  return {
    numbers,
    results: () =>
      tf.tidy(() =>
        Object.fromEntries(
          Object.entries(resultsAt(one, tf.tensor1d(numbers))).map(([part, tensor]) => [
            part,
            tensor.dataSync<'float32'>(),
          ]),
        ),
      ),
  };
}
