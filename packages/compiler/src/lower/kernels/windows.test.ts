import { describe, test } from 'vitest';
import { agrees } from '../../test-support/agrees.js';
import { GraphBuilder } from '../../test-support/graph-builder.js';

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
