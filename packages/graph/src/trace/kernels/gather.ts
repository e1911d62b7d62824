/** Gathers, scatters and their sums. */
import {
  util,
  type GatherV2Attrs,
  type ScatterNdAttrs,
  type UnsortedSegmentSumAttrs,
} from '@tensorflow/tfjs-core';
import type { GraphBuilder, Value } from '../../builder.js';
import { sizeOf, stridesOf } from '../../shapes.js';
import { rule, type KernelTable } from './kernel.js';

/** Rows of coordinates [n, depth] into `shape`, as row-major positions [n]. */
function flatIndices(build: GraphBuilder, rows: Value, shape: readonly number[]): Value {
  const [count, depth] = rows.shape as [number, number];
  const strides = build.constant(Int32Array.from(stridesOf(shape)), [depth], 'int32');
  const weighted = build.mul(rows, build.broadcast(strides, [count, depth]));
  return build.reduce('reduceSum', weighted, [1], false);
}

export const gathers: KernelTable = {
  GatherNd: ({ build, inputs }) => {
    const { params, indices } = inputs as Record<'params' | 'indices', Value>;
    const depth = indices.shape.at(-1)!;
    const outer = indices.shape.slice(0, -1);
    const indexed = params.shape.slice(0, depth);
    const rest = params.shape.slice(depth);
    const rows = build.reshape(build.cast(indices, 'int32'), [sizeOf(outer), depth]);
    const flat = build.reshape(params, [sizeOf(indexed), ...rest]);
    return build.reshape(build.gather(flat, flatIndices(build, rows, indexed), 0), [
      ...outer,
      ...rest,
    ]);
  },
  GatherV2: rule<GatherV2Attrs>(({ build, inputs, refuse }, { axis, batchDims }) => {
    const x = inputs.x!;
    const indices = build.cast(inputs.indices!, 'int32');
    const [at] = util.parseAxisParam(axis, [...x.shape]) as [number];
    if (batchDims === 0) return build.gather(x, indices, at);
    if (at !== batchDims)
      throw refuse(
        'unsupported-kernel',
        `a gather with ${batchDims} batch dimensions along axis ${at}`,
        'gather along the first axis after the batch dimensions, or without them',
      );
    // Each batch has its own stretch of rows.
    const batch = sizeOf(x.shape.slice(0, at));
    const length = x.shape[at]!;
    const starts = Int32Array.from({ length: batch }, (_, row) => row * length);
    const inner = indices.shape.slice(batchDims);
    const flat = build.reshape(indices, [batch, sizeOf(inner)]);
    const moved = build.add(flat, build.constant(starts, [batch, 1], 'int32'));
    const rest = x.shape.slice(at + 1);
    const rows = build.gather(build.reshape(x, [batch * length, ...rest]), moved, 0);
    return build.reshape(rows, [...x.shape.slice(0, at), ...inner, ...rest]);
  }),
  ScatterNd: rule<ScatterNdAttrs>(({ build, inputs }, { shape }) => {
    const { indices, updates } = inputs as Record<'indices' | 'updates', Value>;
    const depth = indices.shape.at(-1)!;
    const indexed = shape.slice(0, depth);
    const rest = shape.slice(depth);
    const rows = build.reshape(build.cast(indices, 'int32'), [
      sizeOf(indices.shape.slice(0, -1)),
      depth,
    ]);
    const values = build.reshape(updates, [rows.shape[0]!, ...rest]);
    const sums = build.segmentSum(values, flatIndices(build, rows, indexed), sizeOf(indexed));
    return build.reshape(sums, shape);
  }),
  UnsortedSegmentSum: rule<UnsortedSegmentSumAttrs>(({ build, inputs }, { numSegments }) => {
    const { x, segmentIds } = inputs as Record<'x' | 'segmentIds', Value>;
    const count = sizeOf(segmentIds.shape);
    const rest = x.shape.slice(segmentIds.shape.length);
    return build.segmentSum(
      build.reshape(x, [count, ...rest]),
      build.reshape(build.cast(segmentIds, 'int32'), [count]),
      numSegments,
    );
  }),
};
