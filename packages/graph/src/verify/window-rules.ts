/** The rules of convolutions and pools. Shapes are NHWC; a filter is [h, w, in, out]. */
import type { Node, Shape, Window2d } from '../graph.js';
import { count, firstOf, likeInputs, typed, type Check, type NodeOf, type Rule } from './checks.js';

/** Positions of a window along one axis. */
function positions(length: number, before: number, after: number, reach: number, stride: number) {
  return Math.floor((before + length + after - reach) / stride) + 1;
}

/**
 * Height and width of the output. tfjs rounds some forms up, so that a last window hangs over the
 * edge, and for padding given as a number it makes fewer columns than fit, where the filter is
 * higher than wide. Cells outside the input are left out, so both have a meaning.
 */
function fitsWindow(output: Shape, input: Shape, window: Window2d): string | null {
  const { padding, strides, dilations } = window;
  const fine = [0, 1].every((axis) => {
    const reach = (window.window[axis]! - 1) * dilations[axis]! + 1;
    const [before, after] = [padding[2 * axis]!, padding[2 * axis + 1]!];
    const wanted = positions(input[axis + 1]!, before, after, reach, strides[axis]!);
    const given = output[axis + 1]!;
    return given <= wanted + 1;
  });
  return fine ? null : `has an output of [${output}] that its window does not make of [${input}]`;
}

function isFilter(filter: Shape, { window }: Window2d): string | null {
  const fine = filter.length === 4 && filter[0] === window[0] && filter[1] === window[1];
  return fine ? null : `has a filter of [${filter}], which is not its window`;
}

type Convolution =
  | 'conv2d'
  | 'conv2dInputGradient'
  | 'conv2dFilterGradient'
  | 'depthwiseConv2d'
  | 'depthwiseConv2dInputGradient'
  | 'depthwiseConv2dFilterGradient';

/** Input, filter and output of a convolution stand at other places in each of its gradients. */
function convolution(
  parts: (node: Node, inputs: readonly Node[]) => readonly [Shape, Shape, Shape],
  depthwise: boolean,
): Check<NodeOf<Convolution>> {
  return (node, inputs) => {
    const missing = count(inputs, 2) ?? firstOf(likeInputs(node, inputs), typed(node, ['float']));
    if (missing !== null) return missing;
    const [input, filter, output] = parts(node, inputs);
    const channels = depthwise ? filter[2]! * filter[3]! : filter[3]!;
    return firstOf(
      input.length === 4 && output.length === 4 ? null : 'needs four dimensions',
      isFilter(filter, node.attributes),
      filter[2] === input[3] ? null : 'has a filter for another number of channels',
      channels === output[3] ? null : `makes ${channels} channels, not ${output[3]}`,
      input[0] === output[0] ? null : 'changes the number of samples',
      fitsWindow(output, input, node.attributes),
    );
  };
}

type Pool = 'avgPool' | 'avgPoolGradient' | 'maxPool' | 'maxPoolGradient';

function pool(
  wanted: number,
  parts: (node: Node, inputs: readonly Node[]) => readonly [Shape, Shape],
): Check<NodeOf<Pool>> {
  return (node, inputs) => {
    const missing = count(inputs, wanted) ?? likeInputs(node, inputs);
    if (missing !== null) return missing;
    const [input, output] = parts(node, inputs);
    return firstOf(
      input.length === 4 && output.length === 4 ? null : 'needs four dimensions',
      input[0] === output[0] && input[3] === output[3] ? null : 'changes samples or channels',
      fitsWindow(output, input, node.attributes),
    );
  };
}

const [forward, ofInput, ofFilter] = [
  (node: Node, [x, filter]: readonly Node[]) => [x!.shape, filter!.shape, node.shape] as const,
  (node: Node, [dy, filter]: readonly Node[]) => [node.shape, filter!.shape, dy!.shape] as const,
  (node: Node, [x, dy]: readonly Node[]) => [x!.shape, node.shape, dy!.shape] as const,
];

export const windowRules = {
  conv2d: convolution(forward, false),
  conv2dInputGradient: convolution(ofInput, false),
  conv2dFilterGradient: convolution(ofFilter, false),
  depthwiseConv2d: convolution(forward, true),
  depthwiseConv2dInputGradient: convolution(ofInput, true),
  depthwiseConv2dFilterGradient: convolution(ofFilter, true),
  maxPool: pool(1, (node, [x]) => [x!.shape, node.shape]),
  maxPoolGradient: pool(3, (node, inputs) => [node.shape, inputs[2]!.shape] as const),
  avgPool: pool(1, (node, [x]) => [x!.shape, node.shape]),
  avgPoolGradient: pool(1, (node, [dy]) => [node.shape, dy!.shape]),
} satisfies { readonly [P in Convolution | Pool]: Rule<P> };
