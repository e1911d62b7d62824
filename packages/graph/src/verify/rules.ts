/**
 * The rule of each primitive: what its inputs, attributes, shape and type must be. A rule returns
 * what is wrong, or null. Whoever adds a primitive finds here what is missing.
 */
import type {
  BinaryPrimitive,
  ComparePrimitive,
  DType,
  Node,
  Primitive,
  ReducePrimitive,
  Shape,
  UnaryPrimitive,
} from '../graph.js';
import { broadcastShape, sameShape, sizeOf, withoutAxes } from '../shapes.js';
import { count, firstOf, likeInputs, typed, type Check, type NodeOf, type Rule } from './checks.js';
import { windowRules } from './window-rules.js';

function shaped(node: Node, wanted: Shape | null): string | null {
  if (wanted === null) return 'has inputs whose shapes do not fit';
  return sameShape(node.shape, wanted)
    ? null
    : `must have the shape [${wanted}], has [${node.shape}]`;
}

const numbers: readonly DType[] = ['float', 'int32'];

function unary(allowed: readonly DType[]): Check<NodeOf<UnaryPrimitive>> {
  return (node, inputs) =>
    count(inputs, 1) ??
    firstOf(likeInputs(node, inputs), typed(node, allowed), shaped(node, inputs[0]!.shape));
}

const floatTest: Check<NodeOf<'isFinite' | 'isInf' | 'isNan'>> = (node, inputs) =>
  count(inputs, 1) ??
  firstOf(typed(node, ['bool']), typed(inputs[0]!, ['float']), shaped(node, inputs[0]!.shape));

function binary(allowed: readonly DType[]): Check<NodeOf<BinaryPrimitive>> {
  return (node, inputs) =>
    count(inputs, 2) ??
    firstOf(
      likeInputs(node, inputs),
      typed(node, allowed),
      shaped(node, inputs[0]!.shape),
      shaped(node, inputs[1]!.shape),
    );
}

const compare: Check<NodeOf<ComparePrimitive>> = (node, inputs) =>
  count(inputs, 2) ??
  firstOf(
    typed(node, ['bool']),
    inputs[0]!.dtype === inputs[1]!.dtype ? null : 'compares two types',
    shaped(node, inputs[0]!.shape),
    shaped(node, inputs[1]!.shape),
  );

function reduce(allowed: readonly DType[]): Check<NodeOf<ReducePrimitive>> {
  return (node, inputs) =>
    count(inputs, 1) ??
    firstOf(
      likeInputs(node, inputs),
      typed(node, allowed),
      rising(node.attributes.axes, inputs[0]!.shape.length),
      shaped(node, withoutAxes(inputs[0]!.shape, node.attributes.axes)),
    );
}

function rising(axes: readonly number[], rank: number): string | null {
  const fine = axes.every(
    (axis, at) => axis >= 0 && axis < rank && (at === 0 || axis > axes[at - 1]!),
  );
  return fine ? null : `has axes [${axes}] that do not rise within a rank of ${rank}`;
}

const argExtreme: Check<NodeOf<'argMax' | 'argMin'>> = (node, inputs) =>
  count(inputs, 1) ??
  firstOf(
    typed(node, ['int32']),
    typed(inputs[0]!, numbers),
    rising([node.attributes.axis], inputs[0]!.shape.length),
    shaped(node, withoutAxes(inputs[0]!.shape, [node.attributes.axis])),
  );

const running: Check<NodeOf<'cumSum' | 'cumProd'>> = (node, inputs) =>
  count(inputs, 1) ??
  firstOf(
    likeInputs(node, inputs),
    typed(node, numbers),
    rising([node.attributes.axis], node.shape.length),
    shaped(node, inputs[0]!.shape),
  );

function perAxis(node: Node, ...lists: (readonly number[])[]): string | null {
  const rank = node.shape.length;
  return lists.every((list) => list.length === rank)
    ? null
    : `has attributes that do not fit a rank of ${rank}`;
}

/** Every element that a slice reads lies inside its input. */
function within(node: NodeOf<'slice'>, input: Node): string | null {
  const { begin, strides } = node.attributes;
  const fine = node.shape.every((length, axis) => {
    const last = begin[axis]! + (length - 1) * strides[axis]!;
    const inside = (at: number) => at >= 0 && at < input.shape[axis]!;
    return length === 0 || (inside(begin[axis]!) && inside(last));
  });
  return fine ? null : 'reads outside its input';
}

function fitsMatMul(node: NodeOf<'matMul'>, [a, b]: readonly Node[]): string | null {
  const { transposeA, transposeB } = node.attributes;
  const batch = a!.shape.slice(0, -2);
  if (a!.shape.length < 2 || !sameShape(batch, b!.shape.slice(0, -2)))
    return 'multiplies matrices with different batch dimensions';
  const turned = (shape: Shape, transposed: boolean) =>
    transposed ? [shape.at(-1)!, shape.at(-2)!] : [shape.at(-2)!, shape.at(-1)!];
  const [m, k] = turned(a!.shape, transposeA) as [number, number];
  const [k2, n] = turned(b!.shape, transposeB) as [number, number];
  return k === k2 ? shaped(node, [...batch, m, n]) : `multiplies ${k} columns by ${k2} rows`;
}

export const rules: { readonly [P in Primitive]: Rule<P> } = {
  input: (_, inputs) => count(inputs, 0),
  constant: (node, inputs) =>
    count(inputs, 0) ??
    (node.attributes.values.length === sizeOf(node.shape)
      ? null
      : `has ${node.attributes.values.length} values`),

  abs: unary(numbers),
  acos: unary(['float']),
  acosh: unary(['float']),
  asin: unary(['float']),
  asinh: unary(['float']),
  atan: unary(['float']),
  atanh: unary(['float']),
  ceil: unary(['float']),
  cos: unary(['float']),
  cosh: unary(['float']),
  erf: unary(['float']),
  exp: unary(['float']),
  expm1: unary(['float']),
  floor: unary(['float']),
  isFinite: floatTest,
  isInf: floatTest,
  isNan: floatTest,
  log: unary(['float']),
  log1p: unary(['float']),
  logicalNot: unary(['bool']),
  neg: unary(numbers),
  reciprocal: unary(['float']),
  round: unary(['float']),
  rsqrt: unary(['float']),
  sigmoid: unary(['float']),
  sign: unary(numbers),
  sin: unary(['float']),
  sinh: unary(['float']),
  softplus: unary(['float']),
  sqrt: unary(['float']),
  tan: unary(['float']),
  tanh: unary(['float']),

  add: binary(numbers),
  atan2: binary(['float']),
  div: binary(['float']),
  floorDiv: binary(numbers),
  logicalAnd: binary(['bool']),
  logicalOr: binary(['bool']),
  max: binary(numbers),
  min: binary(numbers),
  mod: binary(numbers),
  mul: binary(numbers),
  pow: binary(['float']),
  sub: binary(numbers),

  eq: compare,
  ge: compare,
  gt: compare,
  le: compare,
  lt: compare,
  ne: compare,

  select: (node, inputs) =>
    count(inputs, 3) ??
    firstOf(
      typed(inputs[0]!, ['bool']),
      likeInputs(node, inputs.slice(1)),
      ...inputs.map((input) => shaped(node, input.shape)),
    ),
  cast: (node, inputs) =>
    count(inputs, 1) ??
    firstOf(
      typed(node, numbers),
      node.dtype === inputs[0]!.dtype ? `casts ${node.dtype} to itself` : null,
      shaped(node, inputs[0]!.shape),
    ),

  all: reduce(['bool']),
  any: reduce(['bool']),
  reduceMax: reduce(numbers),
  reduceMin: reduce(numbers),
  reduceProd: reduce(numbers),
  reduceSum: reduce(numbers),
  argMax: argExtreme,
  argMin: argExtreme,
  cumSum: running,
  cumProd: running,

  matMul: (node, inputs) =>
    count(inputs, 2) ??
    firstOf(likeInputs(node, inputs), typed(node, numbers), fitsMatMul(node, inputs)),

  reshape: (node, inputs) =>
    count(inputs, 1) ??
    firstOf(
      likeInputs(node, inputs),
      sizeOf(node.shape) === sizeOf(inputs[0]!.shape) ? null : 'changes the number of elements',
    ),
  broadcast: (node, inputs) =>
    count(inputs, 1) ??
    firstOf(likeInputs(node, inputs), shaped(node, broadcastShape(inputs[0]!.shape, node.shape))),
  transpose: (node, inputs) =>
    count(inputs, 1) ??
    firstOf(
      likeInputs(node, inputs),
      rising(
        node.attributes.permutation.toSorted((a, b) => a - b),
        node.shape.length,
      ),
      perAxis(node, node.attributes.permutation),
      shaped(
        node,
        node.attributes.permutation.map((axis) => inputs[0]!.shape[axis] ?? -1),
      ),
    ),
  reverse: (node, inputs) =>
    count(inputs, 1) ??
    firstOf(
      likeInputs(node, inputs),
      rising(node.attributes.axes, node.shape.length),
      shaped(node, inputs[0]!.shape),
    ),
  slice: (node, inputs) =>
    count(inputs, 1) ??
    firstOf(
      likeInputs(node, inputs),
      inputs[0]!.shape.length === node.shape.length ? null : 'changes the rank',
      perAxis(node, node.attributes.begin, node.attributes.strides),
      within(node, inputs[0]!),
    ),
  concat: (node, inputs) => {
    const { axis } = node.attributes;
    if (inputs.length === 0) return 'has nothing to join';
    const length = inputs.reduce((sum, input) => sum + (input.shape[axis] ?? 0), 0);
    const wanted = (input: Node, along: number) =>
      input.shape.map((dimension, at) => (at === axis ? along : dimension));
    return firstOf(
      likeInputs(node, inputs),
      ...inputs.map((input) => shaped(node, wanted(input, length))),
    );
  },
  pad: (node, inputs) =>
    count(inputs, 1) ??
    firstOf(
      likeInputs(node, inputs),
      perAxis(node, node.attributes.before, node.attributes.after),
      shaped(
        node,
        inputs[0]!.shape.map(
          (dimension, axis) =>
            dimension + node.attributes.before[axis]! + node.attributes.after[axis]!,
        ),
      ),
    ),
  gather: (node, inputs) =>
    count(inputs, 2) ??
    firstOf(
      likeInputs(node, inputs.slice(0, 1)),
      typed(inputs[1]!, ['int32']),
      shaped(node, [
        ...inputs[0]!.shape.slice(0, node.attributes.axis),
        ...inputs[1]!.shape,
        ...inputs[0]!.shape.slice(node.attributes.axis + 1),
      ]),
    ),
  segmentSum: (node, inputs) =>
    count(inputs, 2) ??
    firstOf(
      likeInputs(node, inputs.slice(0, 1)),
      typed(node, numbers),
      typed(inputs[1]!, ['int32']),
      sameShape(inputs[1]!.shape, inputs[0]!.shape.slice(0, 1)) ? null : 'needs a segment a row',
      shaped(node, [node.attributes.count, ...inputs[0]!.shape.slice(1)]),
    ),

  ...windowRules,
};
