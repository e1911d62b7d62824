import { expect, test } from 'vitest';
import { baseOf } from '../loops/build.js';
import { GraphBuilder } from '../test-support/graph-builder.js';
import { KernelTable } from './kernel-table.js';
import { ConstantPool } from './leaves.js';
import { lowerGraph } from './lower-graph.js';

/** A recurrent net, unrolled: each step reads its own slice of the sequence. */
function unrolled(steps: number): {
  readonly kernels: number;
  readonly calls: number;
  readonly work: number;
} {
  const g = new GraphBuilder();
  const x = g.input('x', [4, steps, 3]);
  const w = g.input('w', [3, 5]);
  const u = g.input('u', [5, 5]);
  let h = g.fill(0.5, [4, 5]);
  for (let step = 0; step < steps; step++) {
    const cut = g.op('slice', [x], [4, 1, 3], { begin: [0, step, 0], strides: [1, 1, 1] });
    const at = g.op('reshape', [cut], [4, 3]);
    h = g.unary('tanh', g.binary('add', g.matMul(at, w), g.matMul(h, u)));
  }
  g.output('h', h);
  const kernels = new KernelTable();
  const base = { kind: 'lanes', base: baseOf('somewhere') } as const;
  const binding = { source: base, invariant: false, samples: false };
  const lowered = lowerGraph(
    {
      graph: g.build(),
      precision: 'float32',
      inputs: new Map(['x', 'w', 'u'].map((name) => [name, binding])),
      outputs: ['h'],
    },
    { kernels, constants: new ConstantPool('float32'), work: baseOf('work'), kept: baseOf('kept') },
    { blockVectors: 0 },
  );
  return { kernels: kernels.kernels.length, calls: lowered.body.length, work: lowered.workLength };
}

test('kernels that differ in addresses alone are one, however long the sequence', () => {
  const few = unrolled(5);
  const many = unrolled(50);
  expect(many.kernels).toBe(few.kernels);
  expect(many.calls).toBe(few.calls * 10);
});

test('values that are not needed any more leave their memory to others', () => {
  expect(unrolled(50).work).toBe(unrolled(5).work);
});
