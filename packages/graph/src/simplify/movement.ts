/** Movements of elements that cancel, join, or move nothing. */
import type { Value } from '../builder.js';
import type { NodeOf } from '../verify/checks.js';
import type { ReducePrimitive, Shape } from '../graph.js';
import { sameShape, sizeOf } from '../shapes.js';
import type { RewriteRule, RewriteTable, Site } from './rewrite.js';

/** A value of one element that is broadcast to this one, where that is so. */
function scalarBehind(site: Site, value: Value): Value | null {
  const node = site.nodeOf(value);
  if (node.op !== 'broadcast') return null;
  const input = site.valueOf(node.inputs[0]!);
  return sizeOf(input.shape) === 1 ? site.build.reshape(input, []) : null;
}

/** Wherever its elements go, one number everywhere is that number in the new shape. */
function ofScalar(site: Site, shape: Shape): Value | null {
  const scalar = scalarBehind(site, site.inputs[0]!);
  return scalar && site.build.broadcast(scalar, shape);
}

const reshape: RewriteRule<NodeOf<'reshape'>> = (site, node) => {
  const [x] = site.inputs as [Value];
  if (sameShape(x.shape, node.shape)) return x;
  const input = site.nodeOf(x);
  if (input.op === 'reshape') return site.build.reshape(site.valueOf(input.inputs[0]!), node.shape);
  if (input.op === 'constant')
    return site.build.constant(input.attributes.values, node.shape, node.dtype);
  return ofScalar(site, node.shape);
};

/** Whether reshaping from `from` to `to` only put ones in front, which broadcasting does itself. */
function onlyAddsOnesInFront(from: Shape, to: Shape): boolean {
  const added = to.length - from.length;
  return added >= 0 && to.slice(0, added).every((d) => d === 1) && sameShape(to.slice(added), from);
}

const broadcast: RewriteRule<NodeOf<'broadcast'>> = (site, node) => {
  const [x] = site.inputs as [Value];
  if (sameShape(x.shape, node.shape)) return x;
  if (sizeOf(node.shape) === sizeOf(x.shape)) return site.build.reshape(x, node.shape);
  if (sizeOf(x.shape) === 1 && x.shape.length > 0)
    return site.build.broadcast(site.build.reshape(x, []), node.shape);
  const input = site.nodeOf(x);
  if (input.op !== 'broadcast' && input.op !== 'reshape') return null;
  const behind = site.valueOf(input.inputs[0]!);
  if (input.op === 'reshape' && !onlyAddsOnesInFront(behind.shape, x.shape)) return null;
  return site.build.broadcast(behind, node.shape);
};

const transpose: RewriteRule<NodeOf<'transpose'>> = (site, node) => {
  const [x] = site.inputs as [Value];
  const { permutation } = node.attributes;
  if (permutation.every((axis, at) => axis === at)) return x;
  const moving = permutation.filter((axis) => x.shape[axis] !== 1);
  if (moving.every((axis, at) => at === 0 || axis > moving[at - 1]!))
    return site.build.reshape(x, node.shape);
  const input = site.nodeOf(x);
  if (input.op === 'transpose') {
    const inner = input.attributes.permutation;
    return site.build.transpose(
      site.valueOf(input.inputs[0]!),
      permutation.map((axis) => inner[axis]!),
    );
  }
  return ofScalar(site, node.shape);
};

const reverse: RewriteRule<NodeOf<'reverse'>> = (site, node) => {
  const [x] = site.inputs as [Value];
  const axes = node.attributes.axes.filter((axis) => node.shape[axis]! > 1);
  if (axes.length < node.attributes.axes.length) return site.build.reverse(x, axes);
  const input = site.nodeOf(x);
  if (input.op === 'reverse' && sameShape(input.attributes.axes, axes))
    return site.valueOf(input.inputs[0]!);
  return ofScalar(site, node.shape);
};

const slice: RewriteRule<NodeOf<'slice'>> = (site, node) => {
  const [x] = site.inputs as [Value];
  const { begin, strides } = node.attributes;
  const whole =
    sameShape(x.shape, node.shape) && begin.every((b) => b === 0) && strides.every((s) => s === 1);
  if (whole) return x;
  const input = site.nodeOf(x);
  if (input.op === 'slice') {
    const inner = input.attributes;
    return site.build.slice(
      site.valueOf(input.inputs[0]!),
      begin.map((from, axis) => inner.begin[axis]! + from * inner.strides[axis]!),
      node.shape,
      strides.map((stride, axis) => stride * inner.strides[axis]!),
    );
  }
  if (input.op === 'concat') return sliceOfConcat(site, node, input);
  return ofScalar(site, node.shape);
};

/** A slice that lies within one part of what was joined is a slice of that part. */
function sliceOfConcat(site: Site, node: NodeOf<'slice'>, joined: NodeOf<'concat'>): Value | null {
  const { axis } = joined.attributes;
  const { begin, strides } = node.attributes;
  const first = begin[axis]!;
  const last = first + (node.shape[axis]! - 1) * strides[axis]!;
  let offset = 0;
  for (const id of joined.inputs) {
    const part = site.valueOf(id);
    const end = offset + part.shape[axis]!;
    const inside = (at: number) => at >= offset && at < end;
    if (node.shape[axis]! > 0 && inside(first) && inside(last))
      return site.build.slice(
        part,
        begin.map((from, at) => (at === axis ? from - offset : from)),
        node.shape,
        strides,
      );
    offset = end;
  }
  return null;
}

/** Slices that together are the whole, in order, are the whole. */
const concat: RewriteRule<NodeOf<'concat'>> = (site, node) => {
  const { axis } = node.attributes;
  if (site.inputs.length === 1) return site.inputs[0]!;
  let offset = 0;
  let whole: number | null = null;
  for (const part of site.inputs) {
    const slice_ = site.nodeOf(part);
    if (slice_.op !== 'slice') return null;
    const { begin, strides } = slice_.attributes;
    whole ??= slice_.inputs[0]!;
    const follows = begin.every((from, at) => from === (at === axis ? offset : 0));
    if (slice_.inputs[0] !== whole || !follows || strides.some((s) => s !== 1)) return null;
    offset += part.shape[axis]!;
  }
  return whole !== null && sameShape(site.valueOf(whole).shape, node.shape)
    ? site.valueOf(whole)
    : null;
};

/** A transposition of the last two axes is one that the product can do itself. */
const matMul: RewriteRule<NodeOf<'matMul'>> = (site, node) => {
  const plain = (value: Value): Value | null => {
    const input = site.nodeOf(value);
    if (input.op !== 'transpose') return null;
    const rank = value.shape.length;
    const swaps = input.attributes.permutation.every(
      (axis, at) => axis === (at === rank - 1 ? rank - 2 : at === rank - 2 ? rank - 1 : at),
    );
    return swaps ? site.valueOf(input.inputs[0]!) : null;
  };
  const [a, b] = site.inputs as [Value, Value];
  const [plainA, plainB] = [plain(a), plain(b)];
  if (plainA === null && plainB === null) return null;
  const { transposeA, transposeB } = node.attributes;
  return site.build.emit('matMul', [plainA ?? a, plainB ?? b], node.shape, node.dtype, {
    transposeA: plainA === null ? transposeA : !transposeA,
    transposeB: plainB === null ? transposeB : !transposeB,
  });
};

/** Over axes of length one there is nothing to reduce. A sum begins with +0, so it changes -0. */
const ofOne: RewriteRule<NodeOf<ReducePrimitive>> = (site, node) => {
  const [x] = site.inputs as [Value];
  const single = node.attributes.axes.every((axis) => x.shape[axis] === 1);
  return single ? site.build.reshape(x, node.shape) : null;
};

export const movements: RewriteTable = {
  reshape,
  broadcast,
  transpose,
  reverse,
  slice,
  concat,
  matMul,
  all: ofOne,
  any: ofOne,
  reduceMax: ofOne,
  reduceMin: ofOne,
  reduceProd: ofOne,
};
