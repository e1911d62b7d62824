/** Kernels that move elements about and compute nothing. */
import {
  slice_util,
  util,
  type BroadCastToAttrs,
  type ConcatAttrs,
  type ExpandDimsAttrs,
  type MirrorPadAttrs,
  type PackAttrs,
  type PadV2Attrs,
  type ReshapeAttrs,
  type ReverseAttrs,
  type SliceAttrs,
  type SplitVAttrs,
  type StridedSliceAttrs,
  type TileAttrs,
  type TransposeAttrs,
  type UnpackAttrs,
} from '@tensorflow/tfjs-core';
import type { GraphBuilder, Value } from '../../builder.js';
import { normaliseAxes, sizeOf } from '../../shapes.js';
import { ofX, rule, type KernelTable } from './kernel.js';

const zeros = (shape: readonly number[]) => shape.map(() => 0);
const ones = (shape: readonly number[]) => shape.map(() => 1);

function part(build: GraphBuilder, x: Value, axis: number, begin: number, length: number): Value {
  const from = zeros(x.shape);
  from[axis] = begin;
  const size = x.shape.map((dimension, at) => (at === axis ? length : dimension));
  return build.slice(x, from, size, ones(x.shape));
}

/** The indices along one axis that a mirror of `before` and `after` elements reads. */
function mirrorIndices(length: number, before: number, after: number, offset: number): Int32Array {
  return Int32Array.from({ length: before + length + after }, (_, at) => {
    const index = at - before;
    if (index < 0) return -index - 1 + offset;
    return index < length ? index : 2 * length - 1 - offset - index;
  });
}

export const shapes: KernelTable = {
  BroadcastTo: rule<BroadCastToAttrs>(({ build, inputs }, { shape }) =>
    build.broadcast(inputs.x!, shape),
  ),
  Concat: rule<ConcatAttrs>(({ build, list }, { axis }) => {
    const [at] = normaliseAxes(axis, list[0]!.shape.length);
    const filled = list.filter((value) => sizeOf(value.shape) > 0);
    return build.concat(filled.length > 0 ? filled : list, at!);
  }),
  ExpandDims: rule<ExpandDimsAttrs>(({ build, inputs }, { dim }) => {
    const { shape } = inputs.input!;
    const at = dim < 0 ? dim + shape.length + 1 : dim;
    return build.reshape(inputs.input!, [...shape.slice(0, at), 1, ...shape.slice(at)]);
  }),
  FlipLeftRight: ({ build, inputs }) => build.reverse(inputs.image!, [2]),
  Identity: ofX((_, x) => x),
  MirrorPad: rule<MirrorPadAttrs>(({ build, inputs }, { paddings, mode }) =>
    paddings.reduce((x, [before, after], axis) => {
      if (before === 0 && after === 0) return x;
      const indices = mirrorIndices(x.shape[axis]!, before, after, mode === 'reflect' ? 1 : 0);
      return build.gather(x, build.constant(indices, [indices.length], 'int32'), axis);
    }, inputs.x!),
  ),
  Pack: rule<PackAttrs>(({ build, list }, { axis }) => {
    const { shape } = list[0]!;
    const at = axis < 0 ? axis + shape.length + 1 : axis;
    const expanded = [...shape.slice(0, at), 1, ...shape.slice(at)];
    return build.concat(
      list.map((value) => build.reshape(value, expanded)),
      at,
    );
  }),
  PadV2: rule<PadV2Attrs>(({ build, inputs }, { paddings, constantValue }) =>
    build.pad(
      inputs.x!,
      paddings.map(([before]) => before),
      paddings.map(([, after]) => after),
      constantValue,
    ),
  ),
  Reshape: rule<ReshapeAttrs>(({ build, inputs }, { shape }) =>
    build.reshape(inputs.x!, util.inferFromImplicitShape(shape, sizeOf(inputs.x!.shape))),
  ),
  Reverse: rule<ReverseAttrs>(({ build, inputs }, { dims }) =>
    build.reverse(inputs.x!, normaliseAxes(dims, inputs.x!.shape.length)),
  ),
  Slice: rule<SliceAttrs>(({ build, inputs }, { begin, size }) => {
    const x = inputs.x!;
    const [from, length] = slice_util.parseSliceParams(
      { shape: [...x.shape], rank: x.shape.length } as never,
      begin,
      size,
    ) as [number[], number[]];
    return build.slice(x, from, length, ones(x.shape));
  }),
  SplitV: rule<SplitVAttrs>(({ build, inputs }, { numOrSizeSplits, axis }) => {
    const x = inputs.x!;
    const at = normaliseAxes(axis, x.shape.length)[0]!;
    const length = x.shape[at]!;
    const sizes =
      typeof numOrSizeSplits === 'number'
        ? new Array<number>(numOrSizeSplits).fill(length / numOrSizeSplits)
        : numOrSizeSplits;
    const given = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
    let begin = 0;
    return sizes.map((size) => {
      const taken = size === -1 ? length - given : size;
      begin += taken;
      return part(build, x, at, begin - taken, taken);
    });
  }),
  StridedSlice: rule<StridedSliceAttrs>(({ build, inputs }, attributes) => {
    const x = inputs.x!;
    const info = slice_util.sliceInfo(
      [...x.shape],
      attributes.begin,
      attributes.end,
      attributes.strides,
      attributes.beginMask,
      attributes.endMask,
      attributes.ellipsisMask,
      attributes.newAxisMask,
      attributes.shrinkAxisMask,
    );
    const taken = info.isIdentity
      ? x
      : build.slice(
          x,
          info.begin,
          slice_util.computeOutShape(info.begin, info.end, info.strides),
          info.strides,
        );
    return build.reshape(taken, info.finalShape);
  }),
  Tile: rule<TileAttrs>(({ build, inputs }, { reps }) => {
    const x = inputs.x!;
    const between = build.reshape(
      x,
      x.shape.flatMap((dimension) => [1, dimension]),
    );
    const repeated = build.broadcast(
      between,
      x.shape.flatMap((dimension, axis) => [reps[axis]!, dimension]),
    );
    return build.reshape(
      repeated,
      x.shape.map((dimension, axis) => dimension * reps[axis]!),
    );
  }),
  Transpose: rule<TransposeAttrs>(({ build, inputs }, { perm }) =>
    build.transpose(inputs.x!, perm),
  ),
  Unpack: rule<UnpackAttrs>(({ build, inputs }, { axis }) => {
    const x = inputs.value!;
    const at = axis < 0 ? axis + x.shape.length : axis;
    const shape = x.shape.filter((_, position) => position !== at);
    return Array.from({ length: x.shape[at]! }, (_, index) =>
      build.reshape(part(build, x, at, index, 1), shape),
    );
  }),
};
