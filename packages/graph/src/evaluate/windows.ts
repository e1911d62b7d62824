/** Convolutions and pools, one cell of a window after the other: rows, columns, channels. */
import type { Node, Shape, Window2d } from '../graph.js';
import type { NodeOf } from '../verify/checks.js';
import type { EvaluateRule, Evaluation, Values } from './evaluation.js';

type Shape4 = readonly [number, number, number, number];

/** Calls `visit` for each cell of each window that lies inside the input, windows in row-major order. */
function forEachCell(
  input: Shape,
  output: Shape,
  { window, strides, dilations, padding }: Window2d,
  visit: (sample: number, out: number, cell: number, filterCell: number) => void,
): void {
  const [samples, height, width] = input as Shape4;
  const [, outHeight, outWidth] = output as Shape4;
  for (let sample = 0; sample < samples; sample++)
    for (let outRow = 0; outRow < outHeight; outRow++)
      for (let outColumn = 0; outColumn < outWidth; outColumn++)
        for (let y = 0; y < window[0]; y++)
          for (let x = 0; x < window[1]; x++) {
            const row = outRow * strides[0] + y * dilations[0] - padding[0];
            const column = outColumn * strides[1] + x * dilations[1] - padding[2];
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            const out = (sample * outHeight + outRow) * outWidth + outColumn;
            visit(sample, out, (sample * height + row) * width + column, y * window[1] + x);
          }
}

/** Adds the product to an element; both operations are rounded. */
function accumulate(to: Values, at: number, product: number, { round }: Evaluation): void {
  to[at] = to[at]! + round(product);
}

/** The three shapes of a convolution and, per channel pair, which elements meet. */
interface Channels {
  readonly filter: Shape;
  readonly depthwise: boolean;
}

function forEachProduct(
  input: Shape,
  output: Shape,
  { filter, depthwise }: Channels,
  window: Window2d,
  visit: (x: number, w: number, y: number) => void,
): void {
  const [, , channels, multiplier] = filter as Shape4;
  const outChannels = output[3]!;
  forEachCell(input, output, window, (_, out, cell, filterCell) => {
    for (let channel = 0; channel < channels; channel++)
      for (let to = 0; to < multiplier; to++)
        visit(
          cell * channels + channel,
          (filterCell * channels + channel) * multiplier + to,
          out * outChannels + (depthwise ? channel * multiplier + to : to),
        );
  });
}

function forward(depthwise: boolean) {
  const rule: EvaluateRule<NodeOf<'conv2d' | 'depthwiseConv2d'>> = (
    node,
    [x, w],
    [input, filter],
    evaluation,
  ) => {
    const result = evaluation.make(node);
    const channels = { filter: filter!.shape, depthwise };
    forEachProduct(input!.shape, node.shape, channels, node.attributes, (xAt, wAt, yAt) => {
      accumulate(result, yAt, x![xAt]! * w![wAt]!, evaluation);
    });
    return result;
  };
  return rule;
}

function inputGradient(depthwise: boolean) {
  const rule: EvaluateRule<NodeOf<'conv2dInputGradient' | 'depthwiseConv2dInputGradient'>> = (
    node,
    [dy, w],
    [output, filter],
    evaluation,
  ) => {
    const result = evaluation.make(node);
    const channels = { filter: filter!.shape, depthwise };
    forEachProduct(node.shape, output!.shape, channels, node.attributes, (xAt, wAt, yAt) => {
      accumulate(result, xAt, dy![yAt]! * w![wAt]!, evaluation);
    });
    return result;
  };
  return rule;
}

function filterGradient(depthwise: boolean) {
  const rule: EvaluateRule<NodeOf<'conv2dFilterGradient' | 'depthwiseConv2dFilterGradient'>> = (
    node,
    [x, dy],
    [input, output],
    evaluation,
  ) => {
    const result = evaluation.make(node);
    const channels = { filter: node.shape, depthwise };
    forEachProduct(input!.shape, output!.shape, channels, node.attributes, (xAt, wAt, yAt) => {
      accumulate(result, wAt, x![xAt]! * dy![yAt]!, evaluation);
    });
    return result;
  };
  return rule;
}

/** The lowest finite number of the type. */
function lowestOf(values: Values): number {
  if (values instanceof Float32Array) return -3.4028234663852886e38;
  return values instanceof Float64Array ? -Number.MAX_VALUE : -(2 ** 31);
}

/** NaN is greater than nothing, so it is never taken. */
const maxPool: EvaluateRule<NodeOf<'maxPool'>> = (node, [x], [input], { make }) => {
  const result = make(node);
  result.fill(lowestOf(result));
  const channels = node.shape[3]!;
  forEachCell(input!.shape, node.shape, node.attributes, (_, out, cell) => {
    for (let channel = 0; channel < channels; channel++) {
      const value = x![cell * channels + channel]!;
      if (value > result[out * channels + channel]!) result[out * channels + channel] = value;
    }
  });
  return result;
};

/** The first cell of a window takes the gradient, unless a later one is greater. */
const maxPoolGradient: EvaluateRule<NodeOf<'maxPoolGradient'>> = (
  node,
  [x, , dy],
  [, output],
  { make },
) => {
  const result = make(node);
  const channels = node.shape[3]!;
  const winners = new Int32Array(dy!.length).fill(-1);
  forEachCell(node.shape, output!.shape, node.attributes, (_, out, cell) => {
    for (let channel = 0; channel < channels; channel++) {
      const [at, from] = [cell * channels + channel, out * channels + channel];
      const winner = winners[from]!;
      if (winner < 0 || x![at]! > x![winner]!) winners[from] = at;
    }
  });
  winners.forEach((winner, from) => {
    if (winner >= 0) result[winner] = result[winner]! + dy![from]!;
  });
  return result;
};

/** How many cells of each window lie inside the input. */
function insideCounts(input: Shape, output: Shape, window: Window2d): Uint32Array {
  const counts = new Uint32Array(output[0]! * output[1]! * output[2]!);
  forEachCell(input, output, window, (_, out) => {
    counts[out] = counts[out]! + 1;
  });
  return counts;
}

const avgPool: EvaluateRule<NodeOf<'avgPool'>> = (node, [x], [input], { make }) => {
  const result = make(node);
  const channels = node.shape[3]!;
  const counts = insideCounts(input!.shape, node.shape, node.attributes);
  forEachCell(input!.shape, node.shape, node.attributes, (_, out, cell) => {
    for (let channel = 0; channel < channels; channel++)
      result[out * channels + channel] =
        result[out * channels + channel]! + x![cell * channels + channel]!;
  });
  return result.map((sum, at) => sum / counts[Math.floor(at / channels)]!);
};

const avgPoolGradient: EvaluateRule<NodeOf<'avgPoolGradient'>> = (
  node,
  [dy],
  [output],
  { make, round },
) => {
  const result = make(node);
  const channels = node.shape[3]!;
  const counts = insideCounts(node.shape, output!.shape, node.attributes);
  forEachCell(node.shape, output!.shape, node.attributes, (_, out, cell) => {
    for (let channel = 0; channel < channels; channel++) {
      const at = cell * channels + channel;
      result[at] = result[at]! + round(dy![out * channels + channel]! / counts[out]!);
    }
  });
  return result;
};

export const windowEvaluateRules = {
  conv2d: forward(false),
  conv2dInputGradient: inputGradient(false),
  conv2dFilterGradient: filterGradient(false),
  depthwiseConv2d: forward(true),
  depthwiseConv2dInputGradient: inputGradient(true),
  depthwiseConv2dFilterGradient: filterGradient(true),
  maxPool,
  maxPoolGradient,
  avgPool,
  avgPoolGradient,
} satisfies Record<string, EvaluateRule<Node & never>>;
