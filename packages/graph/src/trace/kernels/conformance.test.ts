import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../evaluate/evaluate.js';
import type { DType, Shape } from '../../graph.js';
import { sizeOf } from '../../shapes.js';
import { simplify } from '../../simplify/simplify.js';
import { hasNative, useBackend, type BackendName } from '../../test-support/backends.js';
import { kernelCases, type Draw, type KernelCase } from '../../test-support/kernel-cases.js';
import { awkwardFloats } from '../../test-support/random-graph.js';
import { verify } from '../../verify/verify.js';
import { trace } from '../trace.js';
import { kernels } from './kernels.js';

const subnormal = (value: number) => value !== 0 && Math.abs(value) < 2 ** -126;

function valuesOf(draw: Draw, flushes: boolean): fc.Arbitrary<number> {
  const plain = fc.integer({ min: -64, max: 64 }).map((n) => n / 16);
  const awkward = awkwardFloats.filter((value) => !(flushes && subnormal(value)));
  switch (draw) {
    case 'any':
      return fc.oneof(plain, fc.constantFrom(...awkward));
    case 'sums':
      return fc.oneof(
        { weight: 6, arbitrary: plain },
        { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
      );
    case 'finite':
      return plain;
    case 'positive':
      return fc.integer({ min: 1, max: 64 }).map((n) => n / 16);
  }
}

function inputsOf({ draw, dtype }: KernelCase, shapes: readonly Shape[], flushes: boolean) {
  const value = dtype === 'int32' ? fc.integer({ min: -9, max: 9 }) : valuesOf(draw, flushes);
  return fc.tuple(
    ...shapes.map((shape) =>
      fc.array(value, { minLength: sizeOf(shape), maxLength: sizeOf(shape) }),
    ),
  );
}

const listOf = (result: tf.Tensor | tf.Tensor[]) => (Array.isArray(result) ? result : [result]);

function close(got: number, wanted: number, tolerance: number): boolean {
  if (Object.is(got, wanted) || got === wanted) return true;
  return Math.abs(got - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
}

function check(kernelCase: KernelCase, shapes: readonly Shape[], backend: BackendName): void {
  const dtype: DType = kernelCase.dtype ?? 'float';
  const tolerance = Math.max(kernelCase.tolerance, backend === 'tensorflow' ? 2e-7 : 0);
  const flushes = backend === 'tensorflow';
  const name = (at: number) => `x${at}`;
  const graph = trace({
    inputs: Object.fromEntries(shapes.map((shape, at) => [name(at), { shape, dtype }])),
    run: (inputs) => {
      const outputs = listOf(kernelCase.run(...shapes.map((_, at) => inputs[name(at)]!)));
      return Object.fromEntries(outputs.map((output, at) => [`${at}`, output]));
    },
  });
  verify(graph);
  const simple = simplify(graph, { precision: 'float32' });
  verify(simple);
  fc.assert(
    fc.property(inputsOf(kernelCase, shapes, flushes), (values) => {
      const wanted = tf.tidy(() =>
        listOf(
          kernelCase.run(
            ...values.map((data, at) =>
              tf.tensor(data, [...shapes[at]!], dtype === 'float' ? 'float32' : dtype),
            ),
          ),
        ).map((tensor) => ({ shape: tensor.shape, values: tensor.dataSync() })),
      );
      const given = Object.fromEntries(values.map((data, at) => [name(at), data]));
      const got = evaluate(simple, given, { precision: 'float32' });
      wanted.forEach((output, at) => {
        expect(graph.nodes[graph.outputs[at]!.node]!.shape).toEqual(output.shape);
        output.values.forEach((value, element) => {
          const mine = got[at]![element]!;
          if (flushes && value === 0 && subnormal(mine)) return;
          if (!close(mine, value, tolerance))
            throw new Error(`output ${at}, element ${element}: ${mine}, tfjs says ${value}`);
        });
      });
    }),
    { seed: 42, numRuns: 4 },
  );
}

/**
 * TensorFlow takes subnormal numbers for zero, and its reciprocal is an estimate that it refines,
 * not a division; nothing else is forgiven.
 */
function conforms(backend: BackendName): void {
  beforeAll(async () => {
    await useBackend(backend);
  });
  const cases = kernelCases.filter(({ notOn }) => notOn !== backend);
  it.each(cases.map((kernelCase) => [kernelCase.name, kernelCase] as const))(
    '%s',
    (_, kernelCase) => {
      for (const shapes of kernelCase.shapes) check(kernelCase, shapes, backend);
    },
  );
}

describe('a traced kernel computes what the cpu backend computes:', () => {
  conforms('cpu');
});

describe.skipIf(!hasNative)(
  'a traced kernel computes what the tensorflow backend computes [needs native TensorFlow]:',
  () => {
    conforms('tensorflow');
  },
);

describe('the conformance cases', () => {
  it('name every kernel that can be traced, but those that only appear in gradients', () => {
    const named = new Set(kernelCases.flatMap(({ name }) => name.split(/[ ,]/)[0]!));
    const missing = Object.keys(kernels).filter((kernel) => !named.has(kernel));
    expect(missing.sort()).toEqual([
      'AvgPoolGrad',
      'Conv2DBackpropFilter',
      'DepthwiseConv2dNativeBackpropFilter',
      'DepthwiseConv2dNativeBackpropInput',
      'EluGrad',
      'MaxPoolGrad',
      'Multinomial',
    ]);
  });
});
