/** How one kernel is tried: its arguments, finite at first, and what of them may end as a finite value. */
import * as tf from '@tensorflow/tfjs-core';

export interface SpecialValue {
  readonly name: string;
  readonly value: number;
  /** As float32. */
  readonly bits: number;
}

/**
 * Both NaN count: a kernel may tell by the sign bit, and x86 sets it in the NaN that it makes of
 * Inf - Inf, 0 * Inf or sqrt(-1), where JavaScript's own NaN has it clear.
 */
const nans: readonly SpecialValue[] = [
  { name: 'NaN', value: NaN, bits: 0x7fc00000 },
  { name: 'NaN with the sign bit', value: NaN, bits: 0xffc00000 },
];

export const specialValues: readonly SpecialValue[] = [
  ...nans,
  { name: 'Infinity', value: Infinity, bits: 0x7f800000 },
  { name: '-Infinity', value: -Infinity, bits: 0xff800000 },
];

export interface Probe {
  /** The kernel, with its variant in brackets where it has several. */
  readonly kernel: string;
  /** float32 tensors as nested arrays; a special value is put into their first and last places. */
  readonly args: readonly tf.TensorLike[];
  readonly call: (...args: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
  /** Whether mathematics has a finite result where that argument holds that value. */
  readonly finite: (argument: number, value: number) => boolean;
  /** Whether the gradients have finite limits as that argument goes to that infinity. */
  readonly finiteGradient: (argument: number, infinity: number) => boolean;
  /**
   * What the gradient does. `curved`: it depends on the arguments, so a NaN in one is a NaN in it.
   * `linear`: it does not. `none`: there is none, or it is 0 by convention.
   */
  readonly gradient: 'curved' | 'linear' | 'none';
  /** The argument that a curved gradient does not depend on, where there is one: what is only added. */
  readonly added?: number;
}

const never = () => false;
const always = () => true;

/**
 * Of a smooth function: where its value tends to a finite one its slopes tend to 0; where it grows without bound,
 * they are bounded or not; where it has no value at all, it has no slope.
 */
function hasFiniteSlopes(
  f: (...given: number[]) => number,
  at: readonly number[],
  argument: number,
  infinity: number,
): boolean {
  const withValue = (value: number) => at.map((one, place) => (place === argument ? value : one));
  const limit = f(...withValue(infinity));
  if (Number.isNaN(limit) || Number.isFinite(limit)) return !Number.isNaN(limit);
  const slopesFar = (distance: number) => {
    const far = withValue(Math.sign(infinity) * distance);
    return far.map((one, place) => {
      const step = place === argument ? one : 0.5;
      const moved = far.map((other, index) => (index === place ? one + step : other));
      return Math.abs((f(...moved) - f(...far)) / step);
    });
  };
  const [near, farther] = [slopesFar(2 ** 100), slopesFar(2 ** 200)];
  return farther.every((slope, place) => slope <= 2 * near[place]!);
}

/** `f` of one argument, judged by the same function in double precision. */
const unary = (
  kernel: string,
  call: (x: tf.Tensor) => tf.Tensor,
  reference: (x: number) => number,
  at = 0.5,
  gradient: Probe['gradient'] = 'curved',
): Probe => ({
  kernel,
  args: [[at, at, at, at, at]],
  call: call as Probe['call'],
  finite: (_, value) => Number.isFinite(reference(value)),
  finiteGradient: (_, infinity) => hasFiniteSlopes(reference, [at], 0, infinity),
  gradient,
});

/** `f` of two arguments, 1.5 and 2 but where that value stands. */
const binary = (
  kernel: string,
  call: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  reference: (a: number, b: number) => number,
  gradient: Probe['gradient'] = 'curved',
): Probe => ({
  kernel,
  args: [Array<number>(5).fill(1.5), Array<number>(5).fill(2)],
  call: call as Probe['call'],
  finite: (argument, value) =>
    Number.isFinite(argument === 0 ? reference(value, 2) : reference(1.5, value)),
  finiteGradient: (argument, infinity) => hasFiniteSlopes(reference, [1.5, 2], argument, infinity),
  gradient,
});

/** Moves values, or adds them up with weights: what is not finite stays so. */
const linear = (kernel: string, args: Probe['args'], call: Probe['call']): Probe => ({
  kernel,
  args,
  call,
  finite: never,
  finiteGradient: always,
  gradient: 'linear',
});

const curved = (
  kernel: string,
  args: Probe['args'],
  call: Probe['call'],
  finite: Probe['finite'] = never,
  // A factor that is infinite is the slope of the other.
  finiteGradient: Probe['finiteGradient'] = never,
): Probe => ({ kernel, args, call, finite, finiteGradient, gradient: 'curved' });

/** A layer in one kernel; without an activation its bias is only added. */
const withBias = (
  activation: Activation,
  kernel: string,
  args: Probe['args'],
  call: Probe['call'],
): Probe => ({
  ...curved(
    `${kernel} (${activation})`,
    args,
    call,
    (_, value) => flattens(activation, value),
    // The bias multiplies nothing, and no activation has a slope without bound.
    (argument, infinity) => argument === 2 || flattens(activation, infinity),
  ),
  ...(activation === 'linear' ? { added: 2 } : {}),
});

/** Of a kernel that tfjs has no gradient for. */
const forwardOnly = (probe: Probe): Probe => ({ ...probe, gradient: 'none' });

/** A minimum leaves Infinity out, a maximum -Infinity; the gradient of both goes to the one that is taken. */
const leavesOut = (left: number) => (_: number, value: number) => value === left;

const pythonMod = (a: number, b: number) => {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
};
const selu = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };
const row = [1, 2, 3, 4];
const matrix = [
  [1, 2],
  [3, 4],
];
/** [1, 2, 2, 1] */
const picture = [
  [
    [[1], [2]],
    [[3], [4]],
  ],
];
/** [1, 2, 2, 2, 1] */
const film = [[picture[0]!, picture[0]!]];
/** [2, 2, 1, 1] */
const filter = [
  [[[1]], [[2]]],
  [[[3]], [[4]]],
];
const index = (values: tf.TensorLike) => tf.tensor(values, undefined, 'int32');
const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const;
type Activation = (typeof activations)[number];
/** Of an activation, whether it makes something finite of Infinity or -Infinity. */
const flattens = (activation: Activation, value: number) =>
  (value === -Infinity && !['linear', 'leakyrelu'].includes(activation)) ||
  (value === Infinity && ['relu6', 'sigmoid'].includes(activation));

const fusedConvolutions = {
  FusedConv2D: tf.fused.conv2d,
  FusedDepthwiseConv2D: tf.fused.depthwiseConv2d,
};

/** The kernels that are tried. */
export const probes: readonly Probe[] = [
  unary('Abs', tf.abs, Math.abs),
  unary('Acos', tf.acos, Math.acos),
  unary('Acosh', tf.acosh, Math.acosh, 2),
  unary('Asin', tf.asin, Math.asin),
  unary('Asinh', tf.asinh, Math.asinh),
  unary('Atan', tf.atan, Math.atan),
  unary('Atanh', tf.atanh, Math.atanh),
  unary('Ceil', tf.ceil, Math.ceil, 0.5, 'none'),
  unary('Cos', tf.cos, Math.cos),
  unary('Cosh', tf.cosh, Math.cosh),
  unary('Elu', tf.elu, (x) => (x > 0 ? x : Math.expm1(x))),
  unary('Erf', tf.erf, Math.tanh),
  unary('Exp', tf.exp, Math.exp),
  unary('Expm1', tf.expm1, Math.expm1),
  unary('Floor', tf.floor, Math.floor, 0.5, 'none'),
  unary(
    'LeakyRelu',
    (x) => tf.leakyRelu(x, 0.1),
    (x) => (x > 0 ? x : 0.1 * x),
  ),
  unary('Log', tf.log, Math.log),
  unary('Log1p', tf.log1p, Math.log1p),
  unary('Neg', tf.neg, (x) => -x, 0.5, 'linear'),
  unary('Reciprocal', tf.reciprocal, (x) => 1 / x),
  unary('Relu', tf.relu, (x) => Math.max(x, 0)),
  unary('Relu6', tf.relu6, (x) => Math.min(Math.max(x, 0), 6)),
  unary('Round', tf.round, Math.round, 0.4, 'none'),
  unary('Rsqrt', tf.rsqrt, (x) => 1 / Math.sqrt(x)),
  unary('Selu', tf.selu, (x) => selu.scale * (x > 0 ? x : selu.alpha * Math.expm1(x))),
  unary('Sigmoid', tf.sigmoid, (x) => 1 / (1 + Math.exp(-x))),
  unary('Sign', tf.sign, Math.sign, 0.5, 'none'),
  unary('Sin', tf.sin, Math.sin),
  unary('Sinh', tf.sinh, Math.sinh),
  unary('Softplus', tf.softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  unary('Sqrt', tf.sqrt, Math.sqrt),
  unary('Square', tf.square, (x) => x * x),
  unary(
    'Step',
    (x) => tf.step(x),
    (x) => (Number.isNaN(x) ? NaN : Number(x > 0)),
    0.5,
    'none',
  ),
  unary('Tan', tf.tan, Math.tan),
  unary('Tanh', tf.tanh, Math.tanh),
  unary(
    'ClipByValue',
    (x) => tf.clipByValue(x, 0, 1),
    (x) => Math.min(Math.max(x, 0), 1),
  ),
  unary(
    'Identity',
    (x) => tf.clone(x),
    (x) => x,
    0.5,
    'linear',
  ),
  binary('Add', tf.add, (a, b) => a + b, 'linear'),
  binary('Atan2', tf.atan2, Math.atan2),
  binary('FloorDiv', tf.floorDiv, (a, b) => Math.floor(a / b), 'none'),
  binary('Maximum', tf.maximum, Math.max),
  binary('Minimum', tf.minimum, Math.min),
  binary('Mod', tf.mod, pythonMod),
  binary('Multiply', tf.mul, (a, b) => a * b),
  binary('Pow', tf.pow, Math.pow),
  binary('RealDiv', tf.div, (a, b) => a / b),
  binary('SquaredDifference', tf.squaredDifference, (a, b) => (a - b) ** 2),
  binary('Sub', tf.sub, (a, b) => a - b, 'linear'),

  curved(
    'Prelu',
    [row.map((x) => -x), row],
    (x, alpha) => tf.prelu(x!, alpha!),
    never,
    // Above 0 alpha is not used.
    (argument, infinity) => argument === 0 && infinity > 0,
  ),
  linear('AddN', [row, row], (a, b) => tf.addN([a!, b!])),
  linear('Sum', [row], (x) => tf.sum(x!)),
  linear('Mean', [row], (x) => tf.mean(x!)),
  curved('Prod', [row], (x) => tf.prod(x!)),
  curved('Max', [row], (x) => tf.max(x!), leavesOut(-Infinity), always),
  curved('Min', [row], (x) => tf.min(x!), leavesOut(Infinity), always),
  linear('Cumsum', [row], (x) => tf.cumsum(x!)),
  forwardOnly(curved('Cumprod', [row], (x) => tf.cumprod(x!))),
  // A softmax over Infinity is Inf / Inf; -Infinity has the probability 0.
  curved(
    'Softmax',
    [row],
    (x) => tf.softmax(x as tf.Tensor1D),
    leavesOut(-Infinity),
    leavesOut(-Infinity),
  ),
  curved('Einsum', [matrix, matrix], (a, b) => tf.einsum('ij,jk->ik', a!, b!)),
  curved('BatchMatMul', [matrix, matrix], (a, b) => tf.matMul(a!, b!)),
  ...activations.map((activation) =>
    withBias(activation, '_FusedMatMul', [matrix, matrix, [1, 2]], (a, b, bias) =>
      tf.fused.matMul({ a: a!, b: b!, bias: bias!, activation, leakyreluAlpha: 0.1 }),
    ),
  ),
  ...Object.entries(fusedConvolutions).flatMap(([kernel, convolve]) =>
    activations.map((activation) =>
      withBias(activation, kernel, [picture, filter, [1]], (x, f, bias) =>
        convolve({
          x: x as tf.Tensor4D,
          filter: f as tf.Tensor4D,
          strides: 1,
          pad: 'valid',
          bias: bias!,
          activation,
          leakyreluAlpha: 0.1,
        }),
      ),
    ),
  ),
  curved('Conv2D', [picture, filter], (x, f) =>
    tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'valid'),
  ),
  curved('Conv2DBackpropInput', [picture, filter], (x, f) =>
    tf.conv2dTranspose(x as tf.Tensor4D, f as tf.Tensor4D, [1, 3, 3, 1], 1, 'valid'),
  ),
  curved('DepthwiseConv2dNative', [picture, filter], (x, f) =>
    tf.depthwiseConv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'valid'),
  ),
  curved('Conv3D', [film, [filter, filter]], (x, f) =>
    tf.conv3d(x as tf.Tensor5D, f as tf.Tensor5D, 1, 'valid'),
  ),
  linear('AvgPool', [picture], (x) => tf.avgPool(x as tf.Tensor4D, 2, 1, 'valid')),
  linear('AvgPool3D', [film], (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, 'valid')),
  curved(
    'MaxPool',
    [picture],
    (x) => tf.maxPool(x as tf.Tensor4D, 2, 1, 'valid'),
    leavesOut(-Infinity),
    always,
  ),
  curved(
    'MaxPool3D',
    [film],
    (x) => tf.maxPool3d(x as tf.Tensor5D, 2, 1, 'valid'),
    leavesOut(-Infinity),
    always,
  ),
  forwardOnly(
    curved(
      'MaxPoolWithArgmax',
      [picture],
      (x) => tf.maxPoolWithArgmax(x as tf.Tensor4D, 2, 1, 'valid')['result']!,
      leavesOut(-Infinity),
    ),
  ),
  curved('LRN', [[[[1, 2, 3, 4]]]], (x) => tf.localResponseNormalization(x as tf.Tensor3D)),
  {
    ...curved(
      'FusedBatchNorm',
      [picture, [1], [2], [1], [2]],
      (x, mean, variance, offset, scale) =>
        tf.batchNorm(
          x!,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
        ),
      // Divided by an infinite deviation it is 0; the root of -Infinity is NaN.
      (argument, value) => argument === 2 && value === Infinity,
      (argument, infinity) => argument === 2 && infinity > 0,
    ),
    added: 3,
  },
  curved(
    'Dilation2D',
    [
      picture,
      [
        [[1], [2]],
        [[3], [4]],
      ],
    ],
    (x, f) => tf.dilation2d(x as tf.Tensor4D, f as tf.Tensor3D, 1, 'valid'),
    leavesOut(-Infinity),
    always,
  ),
  linear('ResizeBilinear', [picture], (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [4, 4])),
  linear('ResizeNearestNeighbor', [picture], (x) =>
    tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [4, 4]),
  ),
  forwardOnly(
    linear('CropAndResize', [picture], (x) =>
      tf.image.cropAndResize(
        x as tf.Tensor4D,
        tf.tensor2d([[0, 0, 1, 1]]),
        tf.tensor1d([0], 'int32'),
        [2, 2],
      ),
    ),
  ),
  linear('Reshape', [row], (x) => tf.reshape(x!, [2, 2])),
  linear('ExpandDims', [row], (x) => tf.expandDims(x!)),
  linear('Transpose', [matrix], (x) => tf.transpose(x!)),
  linear('Slice', [row], (x) => tf.slice(x!, [0], [4])),
  linear('StridedSlice', [row], (x) => tf.stridedSlice(x!, [0], [4], [1])),
  linear('Concat', [row, row], (a, b) => tf.concat([a!, b!])),
  linear('Pack', [row, row], (a, b) => tf.stack([a!, b!])),
  linear('Unpack', [matrix], (x) => tf.unstack(x!)),
  linear('SplitV', [row], (x) => tf.split(x!, 2)),
  linear('PadV2', [row], (x) => tf.pad(x!, [[0, 0]])),
  forwardOnly(linear('MirrorPad', [row], (x) => tf.mirrorPad(x!, [[1, 1]], 'reflect'))),
  linear('Tile', [row], (x) => tf.tile(x!, [2])),
  linear('Reverse', [row], (x) => tf.reverse(x!)),
  linear('GatherV2', [row], (x) => tf.gather(x!, tf.tensor1d([3, 0], 'int32'))),
  forwardOnly(linear('GatherNd', [row], (x) => tf.gatherND(x!, index([[3], [0]])))),
  forwardOnly(
    linear('ScatterNd', [row], (x) => tf.scatterND(index([[0], [1], [2], [3]]), x!, [4])),
  ),
  linear('Select', [row, row], (a, b) =>
    tf.add(
      tf.where(tf.tensor1d([true, true, true, true], 'bool'), a!, 0),
      tf.where(tf.tensor1d([false, false, false, false], 'bool'), 0, b!),
    ),
  ),
  linear('SpaceToBatchND', [picture], (x) =>
    tf.spaceToBatchND(
      x!,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ),
  linear('BatchToSpaceND', [[[[[1]]], [[[2]]], [[[3]]], [[[4]]]]], (x) =>
    tf.batchToSpaceND(
      x!,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ),
  forwardOnly(
    linear('DepthToSpace', [[[[[1, 2, 3, 4]]]]], (x) => tf.depthToSpace(x as tf.Tensor4D, 2)),
  ),
  forwardOnly(linear('FlipLeftRight', [picture], (x) => tf.image.flipLeftRight(x as tf.Tensor4D))),
  forwardOnly(linear('Diag', [row], (x) => tf.diag(x!))),
  forwardOnly(linear('TopK', [row], (x) => tf.topk(x!, 4).values)),
  forwardOnly(
    linear('SparseToDense', [row], (x) =>
      tf.sparseToDense(index([0, 1, 2, 3]) as tf.Tensor1D, x as tf.Tensor1D, [4], 0),
    ),
  ),
  forwardOnly(
    linear('TensorScatterUpdate', [row, [5, 6]], (x, updates) =>
      tf.tensorScatterUpdate(x!, index([[1], [2]]), updates!),
    ),
  ),
  forwardOnly(
    linear('SparseSegmentSum', [row], (x) =>
      tf.sparse.sparseSegmentSum(x!, tf.tensor1d([0, 3], 'int32'), tf.tensor1d([0, 0], 'int32')),
    ),
  ),
  forwardOnly(
    linear('SparseSegmentMean', [row], (x) =>
      tf.sparse.sparseSegmentMean(x!, tf.tensor1d([0, 3], 'int32'), tf.tensor1d([0, 0], 'int32')),
    ),
  ),
  forwardOnly(
    linear('RotateWithOffset', [picture], (x) => tf.image.rotateWithOffset(x as tf.Tensor4D, 0)),
  ),
  forwardOnly(
    linear('Transform', [picture], (x) =>
      tf.image.transform(x as tf.Tensor4D, tf.tensor2d([[1, 0, 0, 0, 1, 0, 0, 0]]), 'nearest'),
    ),
  ),
  forwardOnly(linear('FFT', [row], (x) => tf.real(tf.fft(tf.complex(x!, tf.zerosLike(x!)))))),
  forwardOnly(linear('IFFT', [row], (x) => tf.real(tf.ifft(tf.complex(x!, tf.zerosLike(x!)))))),
  linear('UnsortedSegmentSum', [row], (x) =>
    tf.unsortedSegmentSum(x!, tf.tensor1d([0, 1, 0, 1], 'int32'), 2),
  ),
];

/** The kernels that are not tried, and why. */
export const untried: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'asks about values, or has whole numbers, truth values or words as its result':
      'All Any ArgMax ArgMin Bincount BitwiseAnd Cast DenseBincount Equal Greater GreaterEqual IsFinite IsInf IsNan Less LessEqual LogicalAnd LogicalNot LogicalOr LogicalXor Multinomial NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5 NotEqual OneHot RaggedRange SearchSorted SparseFillEmptyRows SparseReshape StaticRegexReplace StringNGrams StringSplit StringToHashBucketFast Unique',
    'takes no number that could be bad, or is given it as an attribute':
      'BroadcastArgs Draw Fill LinSpace OnesLike Range ZerosLike',
    'is tried as the gradient of its forward kernel':
      'AvgPool3DGrad AvgPoolGrad Conv2DBackpropFilter Conv3DBackpropFilterV2 Conv3DBackpropInputV2 DepthwiseConv2dNativeBackpropFilter DepthwiseConv2dNativeBackpropInput Dilation2DBackpropFilter Dilation2DBackpropInput EluGrad LRNGrad MaxPool3DGrad MaxPoolGrad ResizeBilinearGrad ResizeNearestNeighborGrad',
    'makes complex numbers, or takes them apart': 'Complex ComplexAbs Imag Real',
    'moves values of ragged tensors, without a gradient': 'RaggedGather RaggedTensorToTensor',
  }).flatMap(([why, kernels]) => kernels.split(' ').map((kernel) => [kernel, why])),
);
