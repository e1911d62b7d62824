/** Kernels that make tensors out of numbers. */
import type { FillAttrs, LinSpaceAttrs, OneHotAttrs, RangeAttrs } from '@tensorflow/tfjs-core';
import type { DType } from '../../graph.js';
import { ofX, rule, type KernelTable } from './kernel.js';

function typeOf(dtype: string | undefined): DType {
  return dtype === 'int32' || dtype === 'bool' ? dtype : 'float';
}

export const creation: KernelTable = {
  Fill: rule<FillAttrs>(({ build, refuse }, { shape, value, dtype }) => {
    if (typeof value !== 'number')
      throw refuse('unsupported-kernel', 'a fill with text', 'fill with a number');
    return build.full(value, shape, typeOf(dtype));
  }),
  LinSpace: rule<LinSpaceAttrs>(({ build }, { start, stop, num }) => {
    const step = num > 1 ? (stop - start) / (num - 1) : 0;
    // As tfjs does: each value is the last one, rounded, plus the step.
    const values = new Float32Array(num);
    values[0] = start;
    for (let at = 1; at < num; at++) values[at] = values[at - 1]! + step;
    return build.constant(values, [num], 'float');
  }),
  OneHot: rule<OneHotAttrs>(({ build, inputs }, { depth, onValue, offValue, dtype }) => {
    const indices = build.cast(inputs.indices!, 'int32');
    const classes = Int32Array.from({ length: depth }, (_, index) => index);
    const hit = build.compare(
      'eq',
      build.reshape(indices, [...indices.shape, 1]),
      build.constant(classes, [depth], 'int32'),
    );
    const type = typeOf(dtype ?? 'int32');
    return build.select(hit, build.scalar(onValue, type), build.scalar(offValue, type));
  }),
  OnesLike: ofX((build, x) => build.full(1, x.shape, x.dtype)),
  Range: rule<RangeAttrs>(({ build }, { start, stop, step, dtype }) => {
    const count = Math.max(0, Math.abs(Math.ceil((stop - start) / step)));
    const values = dtype === 'int32' ? new Int32Array(count) : new Float32Array(count);
    if (count > 0) values[0] = start;
    for (let at = 1; at < count; at++) values[at] = values[at - 1]! + step;
    return build.constant(values, [count], typeOf(dtype));
  }),
  ZerosLike: ofX((build, x) => build.full(0, x.shape, x.dtype)),
};
