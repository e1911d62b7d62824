import { describe, test } from 'vitest';
import { agrees } from '../test-support/agrees.js';
import { GraphBuilder } from '../test-support/graph-builder.js';

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
