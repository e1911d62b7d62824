import { evaluate, type Graph } from '@brink/graph';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GraphBuilder } from '../test-support/graph-builder.js';
import { runGraph } from '../test-support/run-graph.js';

const SPECIAL = [0, -0, 1, -1, 0.5, 3, NaN, Infinity, -Infinity, 1e-40, -1e-45, 1e38, -1e38, 1e-20];

/** Values that look random, with all kinds of special ones among them. */
function values(count: number, seed: number, special: boolean): number[] {
  let state = (seed * 2654435761) >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const pick = state >>> 8;
    if (special && pick % 5 === 0) return Math.fround(SPECIAL[(pick >>> 4) % SPECIAL.length]!);
    return Math.fround((pick / 2 ** 24) * 4 - 2);
  });
}

interface Case {
  readonly special?: boolean;
  readonly tolerance?: number;
  readonly samples?: readonly string[];
  readonly blockVectors?: number;
  readonly uniform?: readonly string[];
  readonly integers?: readonly string[];
  readonly range?: number;
}

async function agrees(graph: Graph, given: Case = {}): Promise<void> {
  for (const precision of ['float32', 'float64'] as const) {
    const width = precision === 'float32' ? 4 : 2;
    const lanes = Array.from({ length: width }, (_, lane) =>
      Object.fromEntries(
        graph.inputs.map(({ name, node }, at) => {
          const { shape, dtype } = graph.nodes[node]!;
          const count = shape.reduce((a, b) => a * b, 1);
          const seed = given.uniform?.includes(name) === true ? at + 1 : at + 1 + lane * 17;
          const drawn = values(count, seed, given.special ?? true);
          return [
            name,
            dtype === 'float'
              ? drawn
              : values(count, seed, false).map((v) =>
                  Math.floor((v + 2) * 0.25 * (given.range ?? 2)),
                ),
          ];
        }),
      ),
    );
    const results = await runGraph(graph, { precision, lanes, ...given });
    results.forEach((result, lane) => {
      const expected = evaluate(graph, lanes[lane]!, { precision });
      for (const { name } of graph.outputs) {
        const wanted = Array.from(expected[name]!, Number);
        if (given.tolerance === undefined)
          expect({ precision, lane, name, is: result[name] }).toEqual({
            precision,
            lane,
            name,
            is: wanted,
          });
        else
          wanted.forEach((value, at) => {
            const got = result[name]![at]!;
            const error = Math.abs(got - value) / Math.max(Math.abs(value), 1e-30);
            if (Number.isFinite(value))
              expect(error, `${name}[${at}] ${got} for ${value}`).toBeLessThan(given.tolerance!);
            else expect(got).toBe(value);
          });
      }
    });
  }
}

describe('element-wise primitives', () => {
  const exact = ['abs', 'ceil', 'floor', 'neg', 'round', 'sqrt', 'reciprocal', 'sign'] as const;
  test.each(exact)('%s gives the bits of the reference', async (op) => {
    const g = new GraphBuilder();
    g.output('y', g.unary(op, g.input('x', [5, 7])));
    await agrees(g.build());
  });

  test.each(['add', 'sub', 'mul', 'div', 'max', 'min', 'floorDiv'] as const)(
    '%s gives the bits of the reference',
    async (op) => {
      const g = new GraphBuilder();
      g.output('y', g.binary(op, g.input('x', [9, 13]), g.input('z', [9, 13])));
      await agrees(g.build());
    },
  );

  test.each(['eq', 'ge', 'gt', 'le', 'lt', 'ne'] as const)(
    '%s gives a bool that select, logic and casts take',
    async (op) => {
      const g = new GraphBuilder();
      const x = g.input('x', [9, 13]);
      const z = g.input('z', [9, 13]);
      const mask = g.op(op, [x, z], [9, 13], undefined, 'bool');
      const both = g.op(
        'logicalAnd',
        [mask, g.op('isFinite', [x], [9, 13], undefined, 'bool')],
        [9, 13],
        undefined,
        'bool',
      );
      const either = g.op(
        'logicalOr',
        [
          g.op('logicalNot', [both], [9, 13], undefined, 'bool'),
          g.op('isNan', [z], [9, 13], undefined, 'bool'),
        ],
        [9, 13],
        undefined,
        'bool',
      );
      g.output('mask', mask);
      g.output('either', either);
      g.output('chosen', g.op('select', [mask, x, z], [9, 13]));
      g.output('number', g.op('cast', [either], [9, 13]));
      g.output('whole', g.op('cast', [x], [9, 13], undefined, 'int32'));
      await agrees(g.build(), { special: true });
    },
  );

  test.each([
    'exp',
    'log',
    'tanh',
    'sigmoid',
    'log1p',
    'expm1',
    'softplus',
    'sin',
    'cos',
    'rsqrt',
    'erf',
  ] as const)('%s comes from the maths library', async (op) => {
    const g = new GraphBuilder();
    const x = g.input('x', [6, 5]);
    g.output('y', g.unary(op, op === 'log' || op === 'rsqrt' ? g.binary('mul', x, x) : x));
    await agrees(g.build(), { special: false, tolerance: 1e-6 });
  });

  test.each([0, -0, 0.5, -1, NaN, Infinity])(
    'the greater and the lesser of a value and %d give the bits of the reference',
    async (known) => {
      const g = new GraphBuilder();
      const x = g.input('x', [11, 7]);
      const c = g.fill(known, [11, 7]);
      for (const op of ['max', 'min'] as const) {
        g.output(`${op} x c`, g.binary(op, x, c));
        g.output(`${op} c x`, g.binary(op, c, x));
      }
      await agrees(g.build());
    },
  );

  test('int32 values that differ from cell to cell add, compare and become floats', async () => {
    const g = new GraphBuilder();
    const a = g.input('a', [11], 'int32');
    const b = g.input('b', [11], 'int32');
    for (const op of ['add', 'sub', 'max', 'min'] as const)
      g.output(op, g.op(op, [a, b], [11], undefined, 'int32'));
    for (const op of ['eq', 'ge', 'gt', 'le', 'lt', 'ne'] as const)
      g.output(op, g.op(op, [a, b], [11], undefined, 'bool'));
    g.output('float', g.op('cast', [a], [11]));
    await agrees(g.build(), { range: 5 });
  });
});

describe('moving elements', () => {
  test('views of views are read in place', async () => {
    const g = new GraphBuilder();
    const x = g.input('x', [2, 3, 4]);
    const turned = g.op('transpose', [x], [4, 2, 3], { permutation: [2, 0, 1] });
    const flat = g.op('reshape', [turned], [6, 4]);
    const back = g.op('reverse', [flat], [6, 4], { axes: [0] });
    const part = g.op('slice', [back], [3, 2], { begin: [5, 1], strides: [-2, 2] });
    const wide = g.broadcast(g.op('reshape', [part], [3, 2, 1]), [5, 3, 2, 3]);
    g.output('part', part);
    g.output('wide', g.binary('add', wide, g.fill(1, [5, 3, 2, 3])));
    g.output('sum', g.sum(wide, [0, 3]));
    await agrees(g.build());
  });

  test('parts are joined and padded', async () => {
    const g = new GraphBuilder();
    const x = g.input('x', [3, 2]);
    const y = g.input('y', [3, 4]);
    const joined = g.op('concat', [x, y, x], [3, 8], { axis: 1 });
    g.output('joined', joined);
    g.output('padded', g.op('pad', [joined], [6, 9], { before: [1, 0], after: [2, 1], value: -7 }));
    await agrees(g.build());
  });

  test('rows are gathered by known and by computed indices, and those out of range give NaN', async () => {
    const g = new GraphBuilder();
    const x = g.input('x', [2, 5, 3]);
    const known = g.constant([4, 0, 7, -1, 2], [5], 'int32');
    const given = g.input('rows', [4], 'int32');
    g.output('known', g.op('gather', [x, known], [2, 5, 3], { axis: 1 }));
    g.output('given', g.op('gather', [x, given], [2, 4, 3], { axis: 1 }));
    await agrees(g.build(), { range: 7 });
  });

  test('gradients of gathers are summed by segment, known or computed', async () => {
    const g = new GraphBuilder();
    const x = g.input('x', [6, 3]);
    g.output(
      'known',
      g.op('segmentSum', [x, g.constant([2, 0, 2, 9, -1, 1], [6], 'int32')], [4, 3], { count: 4 }),
    );
    g.output('given', g.op('segmentSum', [x, g.input('rows', [6], 'int32')], [4, 3], { count: 4 }));
    await agrees(g.build(), { range: 5 });
  });
});

describe('sums', () => {
  test.each(['reduceSum', 'reduceMax', 'reduceMin', 'reduceProd'] as const)(
    '%s runs in rising order over any axes',
    async (op) => {
      for (const [axes, shape] of [
        [[0, 1, 2], []],
        [[1], [3, 5]],
        [[0, 2], [4]],
        [[2], [3, 4]],
        [[0], [4, 5]],
      ] as const) {
        const g = new GraphBuilder();
        g.output('y', g.op(op, [g.input('x', [3, 4, 5])], shape, { axes }));
        await agrees(g.build(), { special: axes.length === 1 });
      }
    },
  );

  test('running sums and products go either way', async () => {
    const g = new GraphBuilder();
    const x = g.input('x', [3, 6]);
    for (const exclusive of [true, false])
      for (const reverse of [true, false]) {
        g.output(
          `sum ${exclusive} ${reverse}`,
          g.op('cumSum', [x], [3, 6], { axis: 1, exclusive, reverse }),
        );
        g.output(
          `product ${exclusive} ${reverse}`,
          g.op('cumProd', [x], [3, 6], { axis: 0, exclusive, reverse }),
        );
      }
    await agrees(g.build(), { special: false });
  });

  test('the first greatest and the first NaN win', async () => {
    const g = new GraphBuilder();
    const x = g.input('x', [7, 9]);
    g.output('greatest', g.op('argMax', [x], [7], { axis: 1 }, 'int32'));
    g.output('least', g.op('argMin', [x], [9], { axis: 0 }, 'int32'));
    await agrees(g.build());
  });

  test('matrices multiply in any orientation and size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        async (m, k, n, ta, tb, batched) => {
          const g = new GraphBuilder();
          const outer = batched ? [2] : [];
          const a = g.input('a', [...outer, ...(ta ? [k, m] : [m, k])]);
          const b = g.input('b', [...outer, ...(tb ? [n, k] : [k, n])]);
          g.output('c', g.matMul(a, b, ta, tb));
          await agrees(g.build(), { special: m % 3 === 0 });
        },
      ),
      { seed: 7, numRuns: 12 },
    );
  });
});

describe('windows', () => {
  const window = {
    strides: [2, 1],
    dilations: [1, 2],
    padding: [1, 1, 0, 2],
    window: [3, 2],
  } as const;
  test('convolutions and their gradients', async () => {
    const g = new GraphBuilder();
    const x = g.input('x', [2, 5, 6, 3]);
    const w = g.input('w', [3, 2, 3, 5]);
    const y = g.op('conv2d', [x, w], [2, 3, 6, 5], window);
    g.output('y', y);
    g.output('dx', g.op('conv2dInputGradient', [y, w], [2, 5, 6, 3], window));
    g.output('dw', g.op('conv2dFilterGradient', [x, y], [3, 2, 3, 5], window));
    const d = g.input('d', [3, 2, 3, 2]);
    const z = g.op('depthwiseConv2d', [x, d], [2, 3, 6, 6], window);
    g.output('z', z);
    g.output('zx', g.op('depthwiseConv2dInputGradient', [z, d], [2, 5, 6, 3], window));
    g.output('zd', g.op('depthwiseConv2dFilterGradient', [x, z], [3, 2, 3, 2], window));
    await agrees(g.build(), { special: false });
    await agrees(g.build(), { special: false, samples: ['x'], blockVectors: 1 });
  });

  test('pools and their gradients', async () => {
    const g = new GraphBuilder();
    const x = g.input('x', [2, 5, 6, 3]);
    const dy = g.input('dy', [2, 3, 6, 3]);
    const most = g.op('maxPool', [x], [2, 3, 6, 3], window);
    g.output('most', most);
    g.output('mean', g.op('avgPool', [x], [2, 3, 6, 3], window));
    g.output('dMost', g.op('maxPoolGradient', [x, most, dy], [2, 5, 6, 3], window));
    g.output('dMean', g.op('avgPoolGradient', [dy], [2, 5, 6, 3], window));
    await agrees(g.build(), { special: true });
  });
});

describe('blocks of samples', () => {
  /** A net with a batch of samples in every role: rows, columns, inner dimension, reduced and kept. */
  function net(samples: number): Graph {
    const g = new GraphBuilder();
    const x = g.input('x', [samples, 6]);
    const w = g.input('w', [6, 5]);
    const t = g.input('t', [samples]);
    const h = g.binary('max', g.matMul(x, w), g.fill(0.1, [samples, 5]));
    const mean = g.binary('div', g.sum(h, [1]), g.fill(5, [samples]));
    const off = g.binary('sub', mean, t);
    const wide = g.broadcast(g.op('reshape', [off], [samples, 1]), [samples, 5]);
    const scaled = g.binary('mul', h, wide);
    const total = g.sum(scaled, [0]);
    // What needs all samples at once: centred by their sum.
    const centred = g.binary('sub', scaled, g.broadcast(total, [samples, 5]));
    g.output('loss', g.sum(g.binary('mul', off, off), [0]));
    g.output('total', total);
    g.output('dw', g.matMul(x, centred, true, false));
    g.output('across', g.matMul(centred, h, true, false));
    g.output('turned', g.op('transpose', [h], [5, samples], { permutation: [1, 0] }));
    g.output('first', g.op('slice', [centred], [3, 5], { begin: [1, 0], strides: [2, 1] }));
    return g.build();
  }

  test.each([
    [12, 20],
    [13, 40],
    [17, 1],
    [7, 1000],
  ])(
    '%i samples in blocks of %i vectors give the bits of one pass',
    async (count, blockVectors) => {
      await agrees(net(count), { samples: ['x', 't'], blockVectors, special: false });
      await agrees(net(count), { samples: ['x', 't'], blockVectors, special: true });
      await agrees(net(count), {
        samples: ['x', 't'],
        uniform: ['x'],
        blockVectors,
        special: false,
      });
    },
  );
});

describe('fusion', () => {
  test('random chains give the bits of one node at a time', async () => {
    const unary = ['neg', 'abs', 'sqrt', 'floor'] as const;
    const binary = ['add', 'sub', 'mul', 'max', 'min', 'div'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(11), fc.nat(), fc.nat()), { minLength: 4, maxLength: 24 }),
        async (choices) => {
          const g = new GraphBuilder();
          const shape = [6, 3];
          const known = [
            g.input('x', shape),
            g.input('y', shape),
            g.broadcast(g.input('row', [3]), shape),
          ];
          for (const [op, i, j] of choices) {
            const a = known[i % known.length]!;
            const b = known[j % known.length]!;
            if (op < 4) known.push(g.unary(unary[op]!, a));
            else if (op < 10) known.push(g.binary(binary[op - 4]!, a, b));
            else if (op === 10)
              known.push(g.broadcast(g.op('reshape', [g.sum(a, [1])], [6, 1]), shape));
            else known.push(g.matMul(a, g.matMul(b, a, true, false)));
          }
          g.output('last', known.at(-1)!);
          g.output('middle', known[known.length >> 1]!);
          await agrees(g.build(), { special: false, samples: ['x', 'y'], blockVectors: 9 });
        },
      ),
      { seed: 11, numRuns: 30 },
    );
  });
});
