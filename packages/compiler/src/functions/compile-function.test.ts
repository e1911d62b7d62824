import type { Graph, NodeId } from '@brink/graph';
import { describe, expect, test } from 'vitest';
import { applied } from '../accuracy/apply.js';
import { GraphBuilder } from '../test-support/graph-builder.js';
import { compileFunction } from './compile-function.js';
import { loadFunction } from './load-function.js';

/** The graph with these outputs. */
function withOutputs(g: GraphBuilder, outputs: Readonly<Record<string, NodeId>>): Graph {
  for (const [name, node] of Object.entries(outputs)) g.output(name, node);
  return g.build();
}

/** tanh(a) + b and a exp(a). */
function twoResults(): Graph {
  const g = new GraphBuilder();
  const [a, b] = [g.input('a', []), g.input('b', [])];
  const sum = g.binary('add', g.unary('tanh', a), b);
  const product = g.binary('mul', a, g.unary('exp', a));
  return withOutputs(g, { sum, product });
}

const numbers = [0, -0, 0.3, -2, 1e-40, 100, -Infinity, NaN];

describe.each(['float32', 'float64'] as const)('a compiled function in %s', (precision) => {
  test('gives each number what it gives alone, with the bits of the maths library', async () => {
    const compiled = await compileFunction(twoResults(), { precision, length: numbers.length });
    const { inputs, outputs, apply } = loadFunction(compiled);
    inputs.a!.set(numbers);
    inputs.b!.fill(0.25);
    apply();
    const round = precision === 'float32' ? Math.fround : (x: number) => x;
    const of = async (name: 'tanh' | 'exp') => {
      const alone = await applied(name, precision, numbers.length, 1);
      alone.inputs[0]!.set(numbers);
      alone.run();
      return [...alone.output];
    };
    const [tanh, exp] = [await of('tanh'), await of('exp')];
    expect([...outputs.sum!]).toEqual(tanh.map((y) => round(y + 0.25)));
    expect([...outputs.product!]).toEqual(exp.map((y, i) => round(round(numbers[i]!) * y)));
  });
});

test('a result that is an input, or the same for every number, is there too', async () => {
  const g = new GraphBuilder();
  const a = g.input('a', []);
  const graph = withOutputs(g, { same: a, one: g.constant([1], []) });
  const { inputs, outputs, apply } = loadFunction(
    await compileFunction(graph, { precision: 'float32', length: 4 }),
  );
  inputs.a!.set([1, 2, 3, 4]);
  apply();
  expect([...outputs.same!, ...outputs.one!]).toEqual([1, 2, 3, 4, 1, 1, 1, 1]);
});

test('what is not a function of single numbers, or no whole number of vectors, is refused', async () => {
  const g = new GraphBuilder();
  const row = withOutputs(g, { y: g.unary('tanh', g.input('x', [3])) });
  const options = { precision: 'float32', length: 4 } as const;
  await expect(compileFunction(row, options)).rejects.toThrow(
    "compiler: 'x' of a function must be a float of shape [], got float of [3]; trace it for one number",
  );
  await expect(compileFunction(twoResults(), { ...options, length: 6 })).rejects.toThrow(
    'compiler: length must be a multiple of 4 for float32, got 6; round it up',
  );
});
