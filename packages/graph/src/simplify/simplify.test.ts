import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphBuilder, type Value } from '../builder.js';
import { evaluate } from '../evaluate/evaluate.js';
import type { Graph } from '../graph.js';
import { randomGraph } from '../test-support/random-graph.js';
import { verify } from '../verify/verify.js';
import { simplify } from './simplify.js';

/** What is left of the one output that `make` returns, given floats `x` [2, 3] and `c` [], and a bool `p` [2, 3]. */
function left(make: (build: GraphBuilder, x: Value, p: Value, c: Value) => Value) {
  const graph = graphOf(make);
  const simple = simplify(graph, { precision: 'float32' });
  return simple.nodes.filter((node) => node.op !== 'input').map((node) => node.op);
}

function graphOf(make: (build: GraphBuilder, x: Value, p: Value, c: Value) => Value): Graph {
  const build = new GraphBuilder(() => ({ phase: 'forward', kernel: 'test' }));
  const x = build.emit('input', [], [2, 3], 'float', { name: 'x' });
  const p = build.emit('input', [], [2, 3], 'bool', { name: 'p' });
  const c = build.emit('input', [], [], 'float', { name: 'c' });
  const y = make(build, x, p, c);
  return {
    nodes: build.nodes,
    inputs: [x, p, c].map(({ id }, at) => ({ name: 'xpc'[at]!, node: id })),
    outputs: [{ name: 'y', node: y.id }],
  };
}

beforeAll(() => {
  process.env.BRINK_VERIFY = '1';
});
afterAll(() => {
  delete process.env.BRINK_VERIFY;
});

describe('simplification of random graphs', () => {
  for (const precision of ['float32', 'float64'] as const)
    it(`changes no bit of any output in ${precision}`, () => {
      fc.assert(
        fc.property(randomGraph, ({ graph, inputs }) => {
          verify(graph);
          const simple = simplify(graph, { precision });
          const [before, after] = [graph, simple].map((g) => evaluate(g, inputs, { precision }));
          for (const { name } of graph.outputs) {
            const [expected, got] = [before![name]!, after![name]!];
            expect(got.length).toBe(expected.length);
            expected.forEach((value, at) => {
              if (!Object.is(value, got[at]))
                throw new Error(`${name}[${at}]: ${value}, ${got[at]}`);
            });
          }
        }),
        { seed: 20_240_611, numRuns: 700 },
      );
    });

  it('finds nothing more to do in what it made', () => {
    fc.assert(
      fc.property(randomGraph, ({ graph }) => {
        const once = simplify(graph, { precision: 'float32' });
        const twice = simplify(once, { precision: 'float32' });
        expect(twice.nodes.length).toBe(once.nodes.length);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('simplification', () => {
  it.each<[string, Parameters<typeof left>[0]]>([
    ['x * 1', (b, x) => b.mul(x, b.scalar(1, 'float'))],
    ['1 * x', (b, x) => b.mul(b.scalar(1, 'float'), x)],
    ['x / 1', (b, x) => b.div(x, b.scalar(1, 'float'))],
    ['x + -0', (b, x) => b.add(x, b.scalar(-0, 'float'))],
    ['x - 0', (b, x) => b.sub(x, b.scalar(0, 'float'))],
    ['-(-x)', (b, x) => b.unary('neg', b.unary('neg', x))],
    ['a transpose twice', (b, x) => b.transpose(b.transpose(x, [1, 0]), [1, 0])],
    ['a reshape there and back', (b, x) => b.reshape(b.reshape(x, [6]), [2, 3])],
    ['a reverse twice', (b, x) => b.reverse(b.reverse(x, [1]), [1])],
    ['max(x, x)', (b, x) => b.binary('max', x, x)],
    ['a choice between equals', (b, x, p) => b.select(p, x, x)],
    ['a choice that is known', (b, x) => b.select(b.full(1, [2, 3], 'bool'), x, b.unary('exp', x))],
    [
      'parts joined again',
      (b, x) =>
        b.concat([b.slice(x, [0, 0], [1, 3], [1, 1]), b.slice(x, [1, 0], [1, 3], [1, 1])], 0),
    ],
  ])('drops %s', (_, make) => {
    expect(left(make)).toEqual([]);
  });

  it.each<[string, Parameters<typeof left>[0], string[]]>([
    ['x + 0, which turns -0 into +0', (b, x) => b.add(x, b.scalar(0, 'float')), ['add']],
    ['x - -0, which turns -0 into +0', (b, x) => b.sub(x, b.scalar(-0, 'float')), ['sub']],
    ['x * 0, which keeps NaN', (b, x) => b.mul(x, b.scalar(0, 'float')), ['mul']],
    ['x - x, which is NaN for Inf', (b, x) => b.sub(x, x), ['sub']],
    ['x / 3', (b, x) => b.div(x, b.scalar(3, 'float')), ['div']],
    [
      'x^2, which the maths library rounds its own way',
      (b, x) => b.binary('pow', x, b.scalar(2, 'float')),
      ['pow'],
    ],
    [
      'not (x < y), which is not x >= y for NaN',
      (b, x) =>
        b.unary('logicalNot', b.compare('lt', x, b.transpose(b.reshape(x, [3, 2]), [1, 0]))),
      ['lt', 'logicalNot'],
    ],
    ['e^1 of the maths library', (b) => b.unary('exp', b.scalar(1, 'float')), ['constant', 'exp']],
  ])('keeps %s', (_, make, kept) => {
    expect(left(make)).toEqual(expect.arrayContaining(kept));
  });

  it('turns a division by a power of two into a product', () => {
    expect(left((b, x) => b.div(x, b.scalar(4, 'float')))).toEqual([
      'constant',
      'broadcast',
      'mul',
    ]);
  });

  it('gives a transposition to the product that uses it', () => {
    expect(left((b, x) => b.matMul(b.transpose(x, [1, 0]), x, false, false))).toEqual(['matMul']);
  });

  it('computes once what is asked for twice, in either order', () => {
    expect(
      left((b, x, _, c) => b.mul(b.add(b.unary('exp', x), c), b.add(c, b.unary('exp', x)))),
    ).toEqual(['exp', 'broadcast', 'add', 'mul']);
  });

  it('does element-wise work before it repeats the result', () => {
    expect(left((b, _x, _p, c) => b.unary('exp', b.broadcast(c, [2, 3])))).toEqual([
      'exp',
      'broadcast',
    ]);
  });

  it('folds constants by operations that are rounded exactly, in the precision asked for', () => {
    const graph = graphOf((b, x) =>
      b.mul(x, b.add(b.scalar(Math.fround(0.1), 'float'), b.scalar(Math.fround(0.2), 'float'))),
    );
    const constantOf = (precision: 'float32' | 'float64') => {
      const node = simplify(graph, { precision }).nodes.find(({ op }) => op === 'constant');
      return node?.op === 'constant' ? node.attributes.values[0] : undefined;
    };
    expect(constantOf('float32')).toBe(Math.fround(Math.fround(0.1) + Math.fround(0.2)));
    expect(constantOf('float64')).toBe(Math.fround(0.1) + Math.fround(0.2));
  });

  it('drops what no output needs, and keeps every input', () => {
    const graph = graphOf((b, x) => {
      b.unary('exp', x);
      return x;
    });
    expect(simplify(graph, { precision: 'float32' }).nodes.map(({ op }) => op)).toEqual([
      'input',
      'input',
      'input',
    ]);
  });

  it('keeps backward nodes pointing at their forward node', () => {
    const build = new GraphBuilder(() => origin);
    let origin: Graph['nodes'][number]['origin'] = { phase: 'forward', kernel: 'test' };
    const x = build.emit('input', [], [], 'float', { name: 'x' });
    build.unary('exp', x);
    const tanh = build.unary('tanh', x);
    origin = { phase: 'backward', kernel: 'test', forwardOf: tanh.id };
    const y = build.mul(tanh, tanh);
    const graph = simplify(
      {
        nodes: build.nodes,
        inputs: [{ name: 'x', node: x.id }],
        outputs: [{ name: 'y', node: y.id }],
      },
      { precision: 'float32' },
    );
    const backward = graph.nodes.find((node) => node.op === 'mul')!;
    expect(graph.nodes[backward.origin.forwardOf!]!.op).toBe('tanh');
  });
});
