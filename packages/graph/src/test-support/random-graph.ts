/** Random graphs for property tests: small shapes, awkward numbers, every kind of node that the passes look at. */
import fc from 'fast-check';
import { GraphBuilder, type Value } from '../builder.js';
import type { DType, Graph, Port } from '../graph.js';
import { broadcastShape, normaliseAxes, sizeOf } from '../shapes.js';

/** Numbers at which rewrites go wrong: signed zeros, ones, infinities, NaN, the ends of the range. */
export const awkwardFloats = [
  0,
  -0,
  1,
  -1,
  2,
  -2,
  0.5,
  3,
  0.1,
  NaN,
  Infinity,
  -Infinity,
  1.401298464324817e-45,
  -1.1754942106924411e-38,
  3.4028234663852886e38,
];

/** Numbers that some operation leaves others as they are with, or nearly. */
const neutral = [0, -0, 1, -1, 2, 0, -0, 1];

const shapes = [[], [1], [3], [1, 3], [2, 1], [2, 3], [3, 2], [2, 1, 3]] as const;

/** How one node is made; numbers choose among what is there. */
interface Instruction {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export interface RandomGraph {
  readonly graph: Graph;
  readonly inputs: Record<string, number[]>;
}

const instruction = fc.record({ kind: fc.nat(), a: fc.nat(), b: fc.nat(), c: fc.nat() });

export const randomGraph: fc.Arbitrary<RandomGraph> = fc
  .tuple(
    fc.array(instruction, { minLength: 4, maxLength: 30 }),
    fc.array(fc.constantFrom(...awkwardFloats), { minLength: 16, maxLength: 16 }),
  )
  .map(([instructions, numbers]) => grow(instructions, numbers));

function pick<T>(from: readonly T[], by: number): T {
  return from[by % from.length]!;
}

function grow(instructions: readonly Instruction[], numbers: readonly number[]): RandomGraph {
  const build = new GraphBuilder(() => ({ phase: 'forward', kernel: 'random' }));
  const inputs: Record<string, number[]> = {};
  const ports: Port[] = [];
  const values: Value[] = [];
  const filled = (size: number, from: number) =>
    Array.from({ length: size }, (_, at) => pick(numbers, at + from));

  shapes.slice(0, 6).forEach((shape, at) => {
    const name = `x${at}`;
    const value = build.emit('input', [], shape, 'float', { name });
    inputs[name] = filled(sizeOf(shape), at);
    ports.push({ name, node: value.id });
    values.push(value);
  });
  for (const { kind, a, b, c } of instructions) {
    const ofType = (dtype: DType, by: number) => {
      const fitting = values.filter((value) => value.dtype === dtype);
      return fitting.length > 0 ? pick(fitting, by) : build.cast(pick(values, by), dtype);
    };
    const made = makers[kind % makers.length]!({
      build,
      numbers: filled(12, c),
      float: (by) => ofType('float', by),
      bool: (by) => ofType('bool', by),
      any: (by) => pick(values, by),
      a,
      b,
      c,
    });
    if (made !== null) values.push(made);
  }
  // Everything is looked at in one half of the graphs; in the other there is dead code.
  const shown = instructions[0]!.c % 2 === 0 ? -4 : 0;
  const outputs = values.slice(shown).map(({ id }, at) => ({ name: `y${at}`, node: id }));
  return { graph: { nodes: build.nodes, inputs: ports, outputs }, inputs };
}

interface Making {
  readonly build: GraphBuilder;
  readonly numbers: readonly number[];
  readonly float: (by: number) => Value;
  readonly bool: (by: number) => Value;
  readonly any: (by: number) => Value;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

type Maker = (making: Making) => Value | null;

const fits = (a: Value, b: Value) => broadcastShape(a.shape, b.shape) !== null;

const withNumber: Maker = ({ build, float, numbers, a, b, c }) => {
  const op = pick(['add', 'sub', 'mul', 'div'] as const, c);
  const number = build.scalar(pick([...neutral, ...numbers], b >> 2), 'float');
  return b % 2 === 0 ? build.binary(op, float(a), number) : build.binary(op, number, float(a));
};

const makers: readonly Maker[] = [
  ({ build, numbers, a, b }) => {
    const shape = pick(shapes, a);
    const values = numbers.slice(0, sizeOf(shape));
    return build.constant(
      Float32Array.from(values, (value) => (b % 2 === 0 ? numbers[0]! : value)),
      shape,
      'float',
    );
  },
  ({ build, numbers, c }) => build.scalar(pick(numbers, c), 'float'),
  ({ build, float, a, c }) =>
    build.unary(
      pick(['neg', 'abs', 'exp', 'sqrt', 'sign', 'floor', 'round', 'tanh'] as const, c),
      float(a),
    ),
  ({ build, float, a, b, c }) => {
    const [left, right] = [float(a), float(b)];
    const op = pick(['add', 'sub', 'mul', 'div', 'max', 'min', 'pow'] as const, c);
    return fits(left, right) ? build.binary(op, left, right) : null;
  },
  withNumber,
  withNumber,
  withNumber,
  ({ build, any, float, a, b, c }) => {
    const [left, right] = [float(a), c % 5 === 0 ? build.cast(any(b), 'float') : float(b)];
    const op = pick(['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const, c);
    return fits(left, right) ? build.compare(op, left, right) : null;
  },
  ({ build, bool, a, b, c }) => {
    const [left, right] = [bool(a), bool(b)];
    if (c % 3 === 0) return build.unary('logicalNot', left);
    const op = pick(['logicalAnd', 'logicalOr'] as const, c);
    return fits(left, right) ? build.binary(op, left, right) : null;
  },
  ({ build, bool, float, a, b, c }) => {
    const [mask, left, right] = [bool(a), float(b), float(c)];
    return fits(left, right) && fits(mask, left) && fits(mask, right)
      ? build.select(mask, left, right)
      : null;
  },
  ({ build, any, a, c }) => build.cast(any(a), pick(['float', 'int32', 'bool'] as const, c)),
  ({ build, any, a, c }) => {
    const x = any(a);
    const fitting = shapes.filter((shape) => sizeOf(shape) === sizeOf(x.shape));
    return fitting.length > 0 ? build.reshape(x, pick(fitting, c)) : null;
  },
  ({ build, any, a, c }) => {
    const x = any(a);
    const wanted = broadcastShape(x.shape, pick(shapes, c));
    return wanted === null ? null : build.broadcast(x, wanted);
  },
  ({ build, any, a, c }) => {
    const x = any(a);
    const axes = x.shape.map((_, axis) => axis);
    const turned = c % 2 === 0 ? axes.reverse() : [...axes.slice(1), ...axes.slice(0, 1)];
    return build.transpose(x, turned);
  },
  ({ build, any, a, c }) => {
    const x = any(a);
    return x.shape.length === 0 ? null : build.reverse(x, [c % x.shape.length]);
  },
  ({ build, any, a, c }) => {
    const x = any(a);
    const begin = x.shape.map((dimension) => c % dimension);
    const size = x.shape.map((dimension, axis) => dimension - begin[axis]!);
    return build.slice(
      x,
      begin,
      size,
      x.shape.map(() => 1),
    );
  },
  ({ build, any, a, c }) => {
    const x = any(a);
    if (x.shape.length === 0 || x.shape[0]! > 6) return null;
    const parts = Array.from({ length: x.shape[0]! }, (_, row) =>
      build.slice(
        x,
        [row, ...x.shape.slice(1).map(() => 0)],
        [1, ...x.shape.slice(1)],
        x.shape.map(() => 1),
      ),
    );
    return build.concat(c % 3 === 0 ? parts.reverse() : parts, 0);
  },
  ({ build, float, a, b, c }) => {
    const [left, right] = [float(a), float(b)];
    if (left.shape.length !== 2 || right.shape.length !== 2) return null;
    const [transposeA, transposeB] = [c % 2 === 1, c % 4 > 1];
    const inner = [left.shape[transposeA ? 0 : 1], right.shape[transposeB ? 1 : 0]];
    return inner[0] === inner[1] ? build.matMul(left, right, transposeA, transposeB) : null;
  },
  ({ build, float, a, b, c }) => {
    const x = float(a);
    const axes = normaliseAxes(x.shape.length > 0 ? [b % x.shape.length] : null, x.shape.length);
    const op = pick(['reduceSum', 'reduceMax', 'reduceMin', 'reduceProd'] as const, c);
    return build.reduce(op, x, axes, b % 2 === 0);
  },
  ({ build, float, a, c }) => {
    const x = float(a);
    if (sizeOf(x.shape) > 36) return null;
    const by = x.shape.map(() => c % 2);
    return build.pad(x, by, by, c % 3 === 0 ? -0 : 1);
  },
];
