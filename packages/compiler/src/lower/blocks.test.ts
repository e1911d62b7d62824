import type { Graph } from '@brink/graph';
import { describe, test } from 'vitest';
import { agrees } from '../test-support/agrees.js';
import { GraphBuilder } from '../test-support/graph-builder.js';

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
