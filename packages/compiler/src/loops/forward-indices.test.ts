import { describe, expect, it } from 'vitest';
import type { Kernel, Statement } from '../loops.js';
import {
  asIndex,
  forEach,
  iadd,
  idiv,
  imul,
  isub,
  kernel,
  load,
  loadIndex,
  setIndex,
  store,
} from './build.js';
import { forwardIndices } from './forward-indices.js';
import { printLoops } from './print-loops.js';

const told = (...body: readonly Statement[]): string => {
  const forwarded: Kernel = forwardIndices(kernel('main', ['p', 'n'], body));
  const module = {
    precision: 'float32',
    buffers: [],
    exports: [],
    functions: [forwarded],
  } as const;
  return printLoops(module).split('kernel main(p, n):\n')[1]!;
};

describe('index locals', () => {
  it('are written out where they are used in a loop, through one another too, and dropped', () => {
    expect(
      told(
        forEach('i', 3, [
          setIndex('row', imul('i', 4)),
          forEach('j', 4, [
            setIndex('at', iadd(iadd('row', 'j'), 'p')),
            store('at', 0, load('at', 2)),
          ]),
        ]),
      ),
    ).toBe(
      [
        '  for i < 3:',
        '    for j < 4:',
        '      lanes[(((i * 4) + j) + p)] = lanes[(((i * 4) + j) + p) + 2]',
        '',
      ].join('\n'),
    );
  });

  it('stay where their value would be another by then, or is not a sum of products', () => {
    const kept = (value: Parameters<typeof setIndex>[1], ...before: readonly Statement[]): string =>
      told(...before, forEach('i', 'n', [setIndex('at', value), store('at', 0, load(0, 0))]));
    for (const value of [loadIndex('i'), idiv('i', 2), iadd('i', loadIndex('p'))])
      expect(kept(value)).toContain('at = ');
    // Of a local that is set twice, of a parameter that is set, and of a variable of two loops.
    expect(kept(iadd('x', 1), setIndex('x', 1), setIndex('x', 2))).toContain('at = (x + 1)');
    expect(kept(iadd('n', 1), setIndex('n', 3))).toContain('at = (n + 1)');
    expect(kept(iadd('i', 1), forEach('i', 2, []))).toContain('at = (i + 1)');
  });

  it('that are read after the loop in which they are set keep the value of its last turn', () => {
    const text = told(
      forEach('i', 3, [setIndex('last', isub('i', 1)), store('last', 0, load(0, 0))]),
      store(asIndex('last'), 0, load(0, 0)),
    );
    expect(text).toContain('    last = (i - 1)');
    expect(text).toContain('  lanes[last] =');
  });
});
