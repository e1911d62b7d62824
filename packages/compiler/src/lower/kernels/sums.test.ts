import fc from 'fast-check';
import { describe, test } from 'vitest';
import { agrees } from '../../test-support/agrees.js';
import { GraphBuilder } from '../../test-support/graph-builder.js';

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
