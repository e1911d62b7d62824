import fc from 'fast-check';
import { describe, test } from 'vitest';
import { agrees } from '../test-support/agrees.js';
import { GraphBuilder } from '../test-support/graph-builder.js';

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
