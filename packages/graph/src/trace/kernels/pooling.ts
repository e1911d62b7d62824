/** Pooling and its gradients. */
import {
  backend_util,
  type AvgPoolAttrs,
  type AvgPoolGradAttrs,
  type MaxPoolAttrs,
  type MaxPoolGradAttrs,
} from '@tensorflow/tfjs-core';
import type { Value } from '../../builder.js';
import type { Shape } from '../../graph.js';
import { windowOf } from './convolution.js';
import { rule, type KernelTable } from './kernel.js';

type Geometry = Pick<MaxPoolAttrs, 'filterSize' | 'strides' | 'pad' | 'dimRoundingMode'>;

function infoOf(shape: Shape, { filterSize, strides, pad, dimRoundingMode }: Geometry) {
  return backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad as 'valid',
    dimRoundingMode,
  );
}

export const pooling: KernelTable = {
  AvgPool: rule<AvgPoolAttrs>(({ build, inputs }, attributes) => {
    const x = build.cast(inputs.x!, 'float');
    const info = infoOf(x.shape, attributes);
    return build.emit('avgPool', [x], info.outShape, 'float', windowOf(info));
  }),
  AvgPoolGrad: rule<AvgPoolGradAttrs>(({ build, inputs }, attributes) => {
    const { dy, input } = inputs as Record<'dy' | 'input', Value>;
    const window = windowOf(infoOf(input.shape, attributes));
    return build.emit('avgPoolGradient', [dy], input.shape, 'float', window);
  }),
  MaxPool: rule<MaxPoolAttrs>(({ build, inputs }, attributes) => {
    const x = inputs.x!;
    const info = infoOf(x.shape, attributes);
    return build.emit('maxPool', [x], info.outShape, x.dtype, windowOf(info));
  }),
  MaxPoolGrad: rule<MaxPoolGradAttrs>(({ build, inputs }, attributes) => {
    const { dy, input, output } = inputs as Record<'dy' | 'input' | 'output', Value>;
    const window = windowOf(infoOf(input.shape, attributes));
    return build.emit('maxPoolGradient', [input, output, dy], input.shape, 'float', window);
  }),
};
