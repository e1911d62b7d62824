import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  baseOf,
  bits,
  bitsAnd,
  bitsXor,
  call,
  choose,
  div,
  doublesKernel,
  forEach,
  fromBits,
  fromIndex,
  iadd,
  ifAny,
  ifLess,
  imul,
  isub,
  kernel,
  laneFunction,
  leave,
  load,
  loadIndex,
  loadUniform,
  loadWidened,
  local,
  lt,
  max,
  min,
  mul,
  nearest,
  neg,
  number,
  pseudoMax,
  pseudoMin,
  run,
  set,
  setIndex,
  shiftLeft,
  shiftRight,
  shiftRightSigned,
  store,
  sub,
  toBits,
} from '../loops/build.js';
import type { Lanes, Module, Precision } from '../loops.js';
import { Interpreter } from '../test-support/interpret.js';
import { assemble } from './assemble.js';
import { load as loadModule } from './load.js';
import { printWat } from './print.js';

const PRECISIONS: readonly Precision[] = ['float32', 'float64'];

const floatsOf = (memory: ArrayBuffer, precision: Precision): Float32Array | Float64Array =>
  precision === 'float32' ? new Float32Array(memory) : new Float64Array(memory);

/** Fills the buffer `in`, runs `main` both ways, and gives the two memories. */
async function runBoth(
  module: Module,
  input: readonly number[],
): Promise<readonly (Float32Array | Float64Array)[]> {
  const printed = printWat(module);
  const { module: compiled } = await assemble(printed);
  const loaded = loadModule(compiled);
  const interpreter = new Interpreter(module);
  const memories = [loaded.memory.buffer, interpreter.memory] as const;
  const scalar = module.precision === 'float32' ? 4 : 8;
  for (const memory of memories)
    floatsOf(memory, module.precision).set(input, printed.layout.in! / scalar);
  loaded.run('main');
  interpreter.run('main');
  expect(interpreter.layout).toEqual(printed.layout);
  return memories.map((memory) => floatsOf(memory, module.precision));
}

const HARD = [0, -0, 1, -1, 0.5, 1.5, 2.5, -2.5, NaN, Infinity, -Infinity, 1e-40, 3e9, -3e9, 7, -7];

/** Applies one expression of `x` and `y` to all pairs of hard values. */
function pairwise(precision: Precision, expression: Lanes): Module {
  const lanes = precision === 'float32' ? 4 : 2;
  const n = (HARD.length * HARD.length) / lanes;
  return {
    precision,
    exports: ['main'],
    buffers: [
      { name: 'in', kind: 'lanes', length: 2 * n },
      { name: 'out', kind: 'lanes', length: n },
    ],
    functions: [
      laneFunction('half', ['z'], [], mul(local('z'), number(0.5))),
      kernel(
        'main',
        [],
        [
          forEach('i', n, [
            set('x', load(iadd(baseOf('in'), 'i'), 0)),
            set('y', load(iadd(baseOf('in'), 'i'), n)),
            store(iadd(baseOf('out'), 'i'), 0, expression),
          ]),
        ],
      ),
    ],
  };
}

const x = local('x');
const y = local('y');
const EXPRESSIONS: Record<string, Lanes> = {
  arithmetic: sub(add(mul(x, y), x), number(0.1)),
  max: max(x, y),
  min: min(x, y),
  pseudoMax: pseudoMax(x, y),
  pseudoMin: pseudoMin(x, y),
  nearest: nearest(add(x, mul(y, number(0.25)))),
  choose: choose(lt(x, y), neg(x), y),
  call: call('half', call('half', x)),
  bits: bitsXor(bitsAnd(x, bits(-1)), bitsAnd(y, bits(1))),
  shifts: bitsXor(shiftRight(x, 7), bitsXor(shiftRightSigned(y, 3), shiftLeft(x, 5))),
  integers: fromBits(toBits(add(pseudoMin(pseudoMax(x, number(-1e9)), number(1e9)), number(0.75)))),
};

describe('printed loops', () => {
  for (const precision of PRECISIONS)
    for (const [name, expression] of Object.entries(EXPRESSIONS))
      it(`${name} in ${precision} gives what the interpreter gives, on all pairs of hard values`, async () => {
        const first = HARD.flatMap((value) => HARD.map(() => value));
        const second = HARD.flatMap(() => HARD);
        const [printed, interpreted] = await runBoth(pairwise(precision, expression), [
          ...first,
          ...second,
        ]);
        expect(printed).toEqual(interpreted);
      });

  it('toBits of float32 saturates and takes NaN to 0', async () => {
    const [printed, interpreted] = await runBoth(pairwise('float32', fromBits(toBits(x))), HARD);
    expect(printed).toEqual(interpreted);
  });

  it.each(PRECISIONS)(
    'a kernel of doubles has a float64 for each lane of a %s program',
    async (precision) => {
      const lanes = precision === 'float32' ? 4 : 2;
      const n = HARD.length / lanes;
      const third = div(loadWidened(iadd(baseOf('in'), 'i'), 0), number(3));
      const module: Module = {
        precision,
        exports: ['main'],
        buffers: [
          { name: 'in', kind: 'lanes', length: n },
          { name: 'out', kind: 'doubles', length: n + 1 },
        ],
        functions: [
          doublesKernel(
            'main',
            ['from'],
            [
              forEach('i', n, [store(iadd(baseOf('out'), 'i'), 1, add(third, fromIndex('i')))]),
              store(baseOf('out'), 0, load(iadd(baseOf('out'), n), 0)),
            ],
          ),
        ],
      };
      const [printed, interpreted] = await runBoth(module, HARD);
      expect(printed).toEqual(interpreted);
      const { layout } = printWat(module);
      const out = new Float64Array(printed!.buffer, layout.out! + 8 * lanes, HARD.length);
      const floats = precision === 'float32' ? Float32Array.from(HARD) : HARD;
      expect([...out]).toEqual([...floats].map((value, at) => value / 3 + Math.floor(at / lanes)));
    },
  );

  /** A matrix product with every kind of address: constants, loop variables, parameters, tables. */
  const product = (m: number, n: number, k: number, precision: Precision): Module => ({
    precision,
    exports: ['main'],
    buffers: [
      { name: 'in', kind: 'lanes', length: m * k },
      { name: 'weights', kind: 'uniform', length: k * n, values: weights(k * n) },
      {
        name: 'rows',
        kind: 'index',
        length: m,
        values: Int32Array.from({ length: m }, (_, i) => m - 1 - i),
      },
      { name: 'out', kind: 'lanes', length: m * n + 1 },
    ],
    functions: [
      kernel(
        'multiply',
        ['a', 'b', 'c', 'k'],
        [
          forEach('i', m, [
            setIndex('row', loadIndex(iadd(baseOf('rows'), 'i'))),
            forEach('j', n, [
              set('sum', fromIndex(isub('i', 'j'))),
              forEach('p', 'k', [
                set(
                  'sum',
                  add(
                    local('sum'),
                    mul(
                      load(iadd('a', iadd(imul('row', 'k'), 'p')), 0),
                      loadUniform(iadd('b', iadd(imul('p', n), 'j')), 0),
                    ),
                  ),
                ),
              ]),
              ifLess('i', 2, [set('sum', mul(local('sum'), number(2)))]),
              store(
                iadd('c', isub(imul(isub(m, iadd('i', 1)), n), isub('j', n - 1))),
                0,
                local('sum'),
              ),
            ]),
          ]),
          ifAny(lt(local('sum'), number(Infinity)), [leave]),
          store('c', m * n, number(NaN)),
        ],
      ),
      kernel('main', [], [run('multiply', baseOf('in'), baseOf('weights'), baseOf('out'), k)]),
    ],
  });
  const weights = (count: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => Math.sin(i + 1));

  it('nested loops with stepped pointers give what the interpreter gives, also where a loop does not run', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom(...PRECISIONS),
        async (m, n, k, precision) => {
          const lanes = precision === 'float32' ? 4 : 2;
          const input = Array.from({ length: m * k * lanes }, (_, i) => Math.cos(i));
          const [printed, interpreted] = await runBoth(product(m, n, k, precision), input);
          expect(printed).toEqual(interpreted);
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });

  it('has no multiplication in the innermost loop of a matrix product', () => {
    const { wat } = printWat(product(4, 4, 4, 'float32'));
    const innermost = wat.slice(wat.indexOf(';; p'), wat.indexOf('br_if'));
    expect(innermost).toContain('f32x4.mul');
    expect(innermost).not.toMatch(/i32\.(mul|shl)/);
  });
});
