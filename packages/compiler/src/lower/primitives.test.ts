import { describe, test } from 'vitest';
import { agrees } from '../test-support/agrees.js';
import { GraphBuilder } from '../test-support/graph-builder.js';

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
