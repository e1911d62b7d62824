/** Convolutions and their gradients. conv1d reaches us as a convolution of height 1. */
import {
  backend_util,
  type Conv2DAttrs,
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropInputAttrs,
  type DepthwiseConv2dNativeAttrs,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type FusedConv2DAttrs,
  type FusedDepthwiseConv2DAttrs,
} from '@tensorflow/tfjs-core';
import type { Value } from '../../builder.js';
import type { Shape, Window2d } from '../../graph.js';
import { activate } from './activation.js';
import { rule, type KernelCall, type KernelTable } from './kernel.js';

type Shape4 = [number, number, number, number];
type Info = backend_util.Conv2DInfo;

/** The window of a convolution or pool, from what tfjs works out of its arguments. */
export function windowOf(info: Info): Window2d {
  const { padInfo } = info;
  return {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    padding: [padInfo.top, padInfo.bottom, padInfo.left, padInfo.right],
    window: [info.filterHeight, info.filterWidth],
  };
}

interface Geometry {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: string;
  readonly dilations?: number | [number, number] | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | undefined;
}

function infoOf(
  { refuse }: KernelCall,
  geometry: Geometry,
  input: Shape,
  filter: Shape,
  depthwise: boolean,
): Info {
  if (geometry.dataFormat === 'NCHW')
    throw refuse(
      'unsupported-kernel',
      'a convolution with channels first (NCHW)',
      'put the channels last (NHWC)',
    );
  return backend_util.computeConv2DInfo(
    input as Shape4,
    filter as Shape4,
    geometry.strides,
    geometry.dilations ?? 1,
    geometry.pad as 'valid',
    geometry.dimRoundingMode,
    depthwise,
  );
}

function convolve(call: KernelCall, geometry: Geometry): Value {
  const { build, inputs } = call;
  const { x, filter } = inputs as Record<'x' | 'filter', Value>;
  const info = infoOf(call, geometry, x.shape, filter.shape, false);
  return build.emit('conv2d', [x, filter], info.outShape, 'float', windowOf(info));
}

function convolveDepthwise(call: KernelCall, geometry: Geometry): Value {
  const { build, inputs } = call;
  const { x, filter } = inputs as Record<'x' | 'filter', Value>;
  const info = infoOf(call, geometry, x.shape, filter.shape, true);
  return build.emit('depthwiseConv2d', [x, filter], info.outShape, 'float', windowOf(info));
}

/** Bias and activation after a convolution. */
function finish(
  { build, inputs, refuse }: KernelCall,
  convolved: Value,
  activation: string | undefined,
  leakyReluAlpha: number | undefined,
): Value {
  const biased = inputs.bias ? build.add(convolved, inputs.bias) : convolved;
  const alpha = inputs.preluActivationWeights;
  const result = activate(build, biased, activation, alpha, leakyReluAlpha);
  if (result === null)
    throw refuse('unsupported-kernel', `a fused activation ${activation}`, 'apply it apart');
  return result;
}

export const convolutions: KernelTable = {
  Conv2D: rule<Conv2DAttrs>((call, attributes) => convolve(call, attributes)),
  Conv2DBackpropFilter: rule<Conv2DBackpropFilterAttrs>((call, attributes) => {
    const { x, dy } = call.inputs as Record<'x' | 'dy', Value>;
    const shape = attributes.filterShape;
    const window = windowOf(infoOf(call, attributes, x.shape, shape, false));
    return call.build.emit('conv2dFilterGradient', [x, dy], shape, 'float', window);
  }),
  Conv2DBackpropInput: rule<Conv2DBackpropInputAttrs>((call, attributes) => {
    const { dy, filter } = call.inputs as Record<'dy' | 'filter', Value>;
    const shape = attributes.inputShape;
    const window = windowOf(infoOf(call, attributes, shape, filter.shape, false));
    return call.build.emit('conv2dInputGradient', [dy, filter], shape, 'float', window);
  }),
  DepthwiseConv2dNative: rule<DepthwiseConv2dNativeAttrs>((call, attributes) =>
    convolveDepthwise(call, attributes),
  ),
  DepthwiseConv2dNativeBackpropFilter: rule<DepthwiseConv2dNativeBackpropFilterAttrs>(
    (call, attributes) => {
      const { x, dy } = call.inputs as Record<'x' | 'dy', Value>;
      const shape = attributes.filterShape;
      const window = windowOf(infoOf(call, attributes, x.shape, shape, true));
      return call.build.emit('depthwiseConv2dFilterGradient', [x, dy], shape, 'float', window);
    },
  ),
  DepthwiseConv2dNativeBackpropInput: rule<DepthwiseConv2dNativeBackpropInputAttrs>(
    (call, attributes) => {
      const { dy, filter } = call.inputs as Record<'dy' | 'filter', Value>;
      const shape = attributes.inputShape;
      const window = windowOf(infoOf(call, attributes, shape, filter.shape, true));
      return call.build.emit('depthwiseConv2dInputGradient', [dy, filter], shape, 'float', window);
    },
  ),
  FusedConv2D: rule<FusedConv2DAttrs>((call, attributes) =>
    finish(call, convolve(call, attributes), attributes.activation, attributes.leakyreluAlpha),
  ),
  FusedDepthwiseConv2D: rule<FusedDepthwiseConv2DAttrs>((call, attributes) =>
    finish(
      call,
      convolveDepthwise(call, attributes),
      attributes.activation,
      attributes.leakyreluAlpha,
    ),
  ),
};
