/** Primitives that move elements and compute nothing. */
import type { Node, Shape } from '../graph.js';
import { sizeOf, stridesOf } from '../shapes.js';
import type { NodeOf } from '../verify/checks.js';
import type { EvaluateRule, Evaluation, Values } from './evaluation.js';

/** For each element of `shape` in order: offset + the sum over the axes of position x stride. */
export function addresses(shape: Shape, strides: readonly number[], offset: number): Int32Array {
  const result = new Int32Array(sizeOf(shape));
  if (result.length === 0) return result;
  result[0] = offset;
  let filled = 1;
  // From the last axis outwards: what is filled so far is repeated, one stride further on.
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const block = filled;
    for (let position = 1; position < shape[axis]!; position++)
      for (let at = 0; at < block; at++) result[filled++] = result[at]! + position * strides[axis]!;
  }
  return result;
}

function read(node: Node, x: Values, from: Int32Array, { make }: Evaluation): Values {
  const result = make(node);
  for (let at = 0; at < result.length; at++) result[at] = x[from[at]!]!;
  return result;
}

const reshape: EvaluateRule<NodeOf<'reshape'>> = (_, [x]) => x!;

const broadcast: EvaluateRule<NodeOf<'broadcast'>> = (node, [x], [input], evaluation) => {
  const own = stridesOf(input!.shape);
  const missing = node.shape.length - input!.shape.length;
  const strides = node.shape.map((_, axis) =>
    axis < missing || input!.shape[axis - missing] === 1 ? 0 : own[axis - missing]!,
  );
  return read(node, x!, addresses(node.shape, strides, 0), evaluation);
};

const transpose: EvaluateRule<NodeOf<'transpose'>> = (node, [x], [input], evaluation) => {
  const own = stridesOf(input!.shape);
  const strides = node.attributes.permutation.map((axis) => own[axis]!);
  return read(node, x!, addresses(node.shape, strides, 0), evaluation);
};

const reverse: EvaluateRule<NodeOf<'reverse'>> = (node, [x], _, evaluation) => {
  const own = stridesOf(node.shape);
  const { axes } = node.attributes;
  const strides = own.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
  const offset = axes.reduce((sum, axis) => sum + (node.shape[axis]! - 1) * own[axis]!, 0);
  return read(node, x!, addresses(node.shape, strides, offset), evaluation);
};

const slice: EvaluateRule<NodeOf<'slice'>> = (node, [x], [input], evaluation) => {
  const own = stridesOf(input!.shape);
  const { begin, strides } = node.attributes;
  const offset = begin.reduce((sum, position, axis) => sum + position * own[axis]!, 0);
  const steps = own.map((stride, axis) => stride * strides[axis]!);
  return read(node, x!, addresses(node.shape, steps, offset), evaluation);
};

const concat: EvaluateRule<NodeOf<'concat'>> = (node, parts, inputs, { make }) => {
  const result = make(node);
  const strides = stridesOf(node.shape);
  const { axis } = node.attributes;
  let begin = 0;
  parts.forEach((part, at) => {
    const { shape } = inputs[at]!;
    const to = addresses(shape, strides, begin * strides[axis]!);
    for (let element = 0; element < part.length; element++) result[to[element]!] = part[element]!;
    begin += shape[axis]!;
  });
  return result;
};

const pad: EvaluateRule<NodeOf<'pad'>> = (node, [x], [input], { make }) => {
  const result = make(node).fill(node.attributes.value);
  const strides = stridesOf(node.shape);
  const offset = node.attributes.before.reduce((sum, by, axis) => sum + by * strides[axis]!, 0);
  const to = addresses(input!.shape, strides, offset);
  for (let at = 0; at < to.length; at++) result[to[at]!] = x![at]!;
  return result;
};

const gather: EvaluateRule<NodeOf<'gather'>> = (node, [x, indices], [input], { make }) => {
  const { axis } = node.attributes;
  const result = make(node);
  const inner = sizeOf(input!.shape.slice(axis + 1));
  const length = input!.shape[axis]!;
  const missing = node.dtype === 'float' ? NaN : 0;
  const outer = sizeOf(input!.shape.slice(0, axis));
  let at = 0;
  for (let block = 0; block < outer; block++)
    for (const index of indices!) {
      const inside = index >= 0 && index < length;
      const from = (block * length + index) * inner;
      for (let element = 0; element < inner; element++)
        result[at++] = inside ? x![from + element]! : missing;
    }
  return result;
};

export const movementRules = { reshape, broadcast, transpose, reverse, slice, concat, pad, gather };
