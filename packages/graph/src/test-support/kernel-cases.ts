/**
 * Every kernel that can be traced, as a small tfjs function: what the conformance tests run on a
 * backend and as a graph.
 */
import * as tf from '@tensorflow/tfjs';
import type { DType, Shape } from '../graph.js';

/**
 * What may stand in the inputs.
 * `any`: every awkward float. `sums`: also NaN and infinities, but no finite number so large that a
 * partial sum could overflow. `finite`: no NaN and no infinities either. `positive`: above zero.
 */
export type Draw = 'any' | 'sums' | 'finite' | 'positive';

export interface KernelCase {
  readonly name: string;
  /** The shapes of the inputs; a case with several sets of shapes tries each. */
  readonly shapes: readonly (readonly Shape[])[];
  readonly dtype?: DType;
  readonly draw: Draw;
  /** Zero where the bits must be equal, signs of zero apart. */
  readonly tolerance: number;
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
  /** The backend that does not have this form. */
  readonly notOn?: 'tensorflow';
}

type Run = KernelCase['run'];

const one: readonly (readonly Shape[])[] = [[[]], [[7]], [[2, 3]], [[2, 1, 4]]];
const pairs: readonly (readonly Shape[])[] = [
  [[5], [5]],
  [[2, 3], []],
  [
    [2, 1],
    [1, 3],
  ],
  [[3], [2, 3]],
];

function ofOne(name: string, draw: Draw, tolerance: number, run: Run): KernelCase {
  return { name, shapes: one, draw, tolerance, run };
}

function ofTwo(name: string, draw: Draw, tolerance: number, run: Run): KernelCase {
  return { name, shapes: pairs, draw, tolerance, run };
}

function ofShapes(name: string, shapes: readonly Shape[], draw: Draw, tolerance: number, run: Run) {
  return { name, shapes: [shapes], draw, tolerance, run } satisfies KernelCase;
}

/** The same, with the gradients of its sum, for functions of floats. */
function withGradients(given: KernelCase): KernelCase {
  return {
    ...given,
    name: `${given.name} and its gradients`,
    run: (...inputs) => {
      const sum = (...xs: tf.Tensor[]) => {
        const y = given.run(...xs);
        const all = Array.isArray(y) ? y : [y];
        return tf.addN(all.map((part) => tf.sum(part))) as tf.Scalar;
      };
      const { value, grads } = tf.valueAndGrads(sum)(inputs);
      return [value, ...grads];
    },
  };
}

const asTensor = <T extends tf.Tensor>(x: tf.Tensor) => x as T;

const smooth = 4e-7;

const elementwise: readonly KernelCase[] = [
  ofOne('Abs', 'any', 0, tf.abs),
  ofOne('Acos', 'any', smooth, tf.acos),
  ofOne('Acosh', 'any', smooth, tf.acosh),
  ofOne('Asin', 'any', smooth, tf.asin),
  ofOne('Asinh', 'sums', 1e-5, tf.asinh),
  ofOne('Atan', 'any', smooth, tf.atan),
  ofOne('Atanh', 'any', smooth, tf.atanh),
  ofOne('Ceil', 'any', 0, tf.ceil),
  ofOne('Cos', 'sums', smooth, tf.cos),
  ofOne('Cosh', 'sums', smooth, tf.cosh),
  ofOne('Erf', 'sums', 1e-6, tf.erf),
  ofOne('Exp', 'any', smooth, tf.exp),
  ofOne('Expm1', 'any', smooth, tf.expm1),
  ofOne('Floor', 'any', 0, tf.floor),
  ofOne('IsFinite', 'any', 0, tf.isFinite),
  ofOne('IsInf', 'any', 0, tf.isInf),
  ofOne('IsNan', 'any', 0, tf.isNaN),
  ofOne('Log', 'any', smooth, tf.log),
  ofOne('Log1p', 'any', smooth, tf.log1p),
  ofOne('LogicalNot', 'any', 0, (x) => tf.logicalNot(tf.greater(x, 0))),
  ofOne('Neg', 'any', 0, tf.neg),
  ofOne('Reciprocal', 'any', 0, tf.reciprocal),
  ofOne('Round', 'any', 0, tf.round),
  ofOne('Rsqrt', 'any', smooth, tf.rsqrt),
  ofOne('Sigmoid', 'any', smooth, tf.sigmoid),
  ofOne('Sign', 'finite', 0, tf.sign),
  ofOne('Sin', 'sums', smooth, tf.sin),
  ofOne('Sinh', 'sums', smooth, tf.sinh),
  ofOne('Softplus', 'any', 1e-6, tf.softplus),
  ofOne('Sqrt', 'any', 0, tf.sqrt),
  ofOne('Square', 'any', 0, tf.square),
  ofOne('Tan', 'sums', smooth, tf.tan),
  ofOne('Tanh', 'any', smooth, tf.tanh),

  ofTwo('Add', 'any', 0, (a, b) => tf.add(a!, b!)),
  ofTwo('AddN', 'sums', smooth, (a, b) =>
    tf.addN([tf.add(a!, b!), tf.sub(a!, b!), tf.mul(a!, b!)]),
  ),
  ofTwo('Atan2', 'any', smooth, (a, b) => tf.atan2(a!, b!)),
  ofTwo('Maximum', 'any', 0, (a, b) => tf.maximum(a!, b!)),
  ofTwo('Minimum', 'any', 0, (a, b) => tf.minimum(a!, b!)),
  ofTwo('Mod', 'positive', 0, (a, b) => tf.mod(a!, b!)),
  ofTwo('Multiply', 'any', 0, (a, b) => tf.mul(a!, b!)),
  ofTwo('Pow', 'positive', smooth, (a, b) => tf.pow(a!, b!)),
  ofOne('Pow with the exponents 1, 2 and -1', 'any', 0, (x) => [
    tf.pow(x, 1),
    tf.pow(x, 2),
    tf.pow(x, -1),
  ]),
  ofTwo('RealDiv', 'any', 0, (a, b) => tf.div(a!, b!)),
  ofTwo('SquaredDifference', 'any', smooth, (a, b) => tf.squaredDifference(a!, b!)),
  ofTwo('Sub', 'any', 0, (a, b) => tf.sub(a!, b!)),
  ofTwo('Equal', 'any', 0, (a, b) => tf.equal(a!, b!)),
  ofTwo('Greater', 'any', 0, (a, b) => tf.greater(a!, b!)),
  ofTwo('GreaterEqual', 'any', 0, (a, b) => tf.greaterEqual(a!, b!)),
  ofTwo('Less', 'any', 0, (a, b) => tf.less(a!, b!)),
  ofTwo('LessEqual', 'any', 0, (a, b) => tf.lessEqual(a!, b!)),
  ofTwo('NotEqual', 'any', 0, (a, b) => tf.notEqual(a!, b!)),
  ofTwo('LogicalAnd', 'any', 0, (a, b) => tf.logicalAnd(tf.greater(a!, 0), tf.less(b!, 1))),
  ofTwo('LogicalOr', 'any', 0, (a, b) => tf.logicalOr(tf.greater(a!, 0), tf.less(b!, 1))),
  ofTwo('LogicalXor', 'any', 0, (a, b) => tf.logicalXor(tf.greater(a!, 0), tf.less(b!, 1))),
  ofTwo('Select', 'any', 0, (a, b) => tf.where(tf.greater(b!, 0), a!, tf.neg(b!))),
  ofOne('Cast', 'finite', 0, (x) => [
    tf.cast(tf.clipByValue(x, -1000, 1000), 'int32'),
    tf.cast(x, 'bool'),
    tf.cast(tf.cast(x, 'bool'), 'float32'),
  ]),
  ...(
    [
      ['Add', (a, b) => tf.add(a!, b!)],
      ['Sub', (a, b) => tf.sub(a!, b!)],
      ['Multiply', (a, b) => tf.mul(a!, b!)],
      ['Maximum', (a, b) => tf.maximum(a!, b!)],
      ['FloorDiv', (a, b) => tf.floorDiv(a!, tf.add(tf.abs(b!), tf.scalar(1, 'int32')))],
      ['Mod', (a, b) => tf.mod(a!, tf.add(tf.abs(b!), tf.scalar(1, 'int32')))],
      ['Equal', (a, b) => tf.equal(a!, b!)],
      ['Less', (a, b) => tf.less(a!, b!)],
      ['Sum', (a) => tf.sum(a!)],
      ['Max', (a) => tf.max(a!)],
      ['Abs', (a) => tf.abs(a!)],
      ['Neg', (a) => tf.neg(a!)],
    ] as const satisfies readonly (readonly [string, Run])[]
  ).map(([name, run]): KernelCase => ({
    ...ofTwo(`${name} of int32`, 'finite', 0, run),
    dtype: 'int32',
  })),
];

const activations: readonly KernelCase[] = [
  ofOne('ClipByValue', 'any', 0, (x) => tf.clipByValue(x, -0.5, 2)),
  ofOne('Elu', 'any', smooth, tf.elu),
  ofOne('LeakyRelu', 'any', smooth, (x) => tf.leakyRelu(x, 0.25)),
  ofTwo('Prelu', 'finite', smooth, (x, alpha) =>
    tf.prelu(tf.clipByValue(tf.add(x!, tf.zerosLike(alpha!)), -9, 9), alpha!),
  ),
  ofOne('Relu', 'any', 0, tf.relu),
  ofOne('Relu6', 'any', 0, tf.relu6),
  ofOne('Selu', 'any', smooth, tf.selu),
  ofOne('Step', 'any', 0, (x) => tf.step(x, 0.25)),
  ofShapes('Softmax', [[3, 5]], 'sums', smooth, (x) => tf.softmax(x!)),
  ofShapes('LogSoftmax', [[3, 5]], 'sums', 2e-6, (x) => tf.logSoftmax(x!)),
];

const reductions: readonly KernelCase[] = [
  ofShapes('All', [[3, 4]], 'any', 0, (x) => tf.all(tf.notEqual(x!, 0), 1)),
  ofShapes('Any', [[3, 4]], 'any', 0, (x) => tf.any(tf.equal(x!, 0), 0, true)),
  ofShapes('ArgMax', [[3, 4]], 'finite', 0, (x) => [tf.argMax(x!, 0), tf.argMax(x!, 1)]),
  ofShapes('ArgMin', [[3, 4]], 'finite', 0, (x) => [tf.argMin(x!, 0), tf.argMin(x!, 1)]),
  ofShapes('Cumprod', [[3, 4]], 'sums', 2e-6, (x) => [
    tf.cumprod(x!, 1),
    tf.cumprod(x!, 0, true, true),
  ]),
  ofShapes('Cumsum', [[3, 4]], 'sums', 2e-6, (x) => [
    tf.cumsum(x!, 1),
    tf.cumsum(x!, 0, true, true),
    tf.cumsum(x!, 0, false, true),
  ]),
  ofShapes('Max', [[3, 4]], 'any', 0, (x) => [tf.max(x!), tf.max(x!, 0), tf.max(x!, -1, true)]),
  ofShapes('Mean', [[3, 4]], 'sums', 2e-6, (x) => [
    tf.mean(x!),
    tf.mean(x!, 0),
    tf.mean(x!, 1, true),
  ]),
  ofShapes('Min', [[3, 4]], 'any', 0, (x) => [tf.min(x!), tf.min(x!, 0), tf.min(x!, -1, true)]),
  ofShapes('Prod', [[3, 2]], 'sums', 2e-6, (x) => [
    tf.prod(x!),
    tf.prod(x!, 0),
    tf.prod(x!, 1, true),
  ]),
  ofShapes('Sum', [[2, 3, 2]], 'sums', 2e-6, (x) => [
    tf.sum(x!),
    tf.sum(x!, [0, 2]),
    tf.sum(x!, 1, true),
    tf.sum(tf.greater(x!, 0), 0),
  ]),
];

const shapes: readonly KernelCase[] = [
  ofShapes('BroadcastTo', [[2, 1]], 'any', 0, (x) => tf.broadcastTo(x!, [3, 2, 4])),
  ofShapes(
    'Concat',
    [
      [2, 3],
      [1, 3],
    ],
    'any',
    0,
    (a, b) => tf.concat([a!, b!, a!], 0),
  ),
  ofShapes('ExpandDims', [[2, 3]], 'any', 0, (x) => [tf.expandDims(x!, 1), tf.expandDims(x!, -1)]),
  ofShapes('Identity', [[2, 3]], 'any', 0, tf.clone),
  ofShapes('MirrorPad', [[3, 4]], 'any', 0, (x) => [
    tf.mirrorPad(
      x!,
      [
        [1, 2],
        [2, 0],
      ],
      'reflect',
    ),
    tf.mirrorPad(
      x!,
      [
        [0, 2],
        [3, 1],
      ],
      'symmetric',
    ),
  ]),
  ofShapes(
    'Pack',
    [
      [2, 3],
      [2, 3],
    ],
    'any',
    0,
    (a, b) => [tf.stack([a!, b!]), tf.stack([a!, b!], 2)],
  ),
  ofShapes('PadV2', [[2, 3]], 'any', 0, (x) =>
    tf.pad(
      x!,
      [
        [1, 0],
        [2, 1],
      ],
      7,
    ),
  ),
  ofShapes('Reshape', [[2, 6]], 'any', 0, (x) => tf.reshape(x!, [3, -1])),
  ofShapes('Reverse', [[2, 3, 2]], 'any', 0, (x) => [tf.reverse(x!), tf.reverse(x!, [0, -1])]),
  ofShapes('Slice', [[4, 5]], 'any', 0, (x) => [tf.slice(x!, [1, 2], [2, -1]), tf.slice(x!, 3)]),
  ofShapes('SplitV', [[4, 6]], 'any', 0, (x) => [
    ...tf.split(x!, 3, 1),
    ...tf.split(x!, [1, 3], 0),
  ]),
  ofShapes('StridedSlice', [[4, 6]], 'any', 0, (x) => [
    tf.stridedSlice(x!, [0, 1], [4, 6], [2, 3]),
    tf.stridedSlice(x!, [3, 5], [0, 0], [-1, -2]),
    tf.stridedSlice(x!, [1, 0], [2, 6], [1, 1], 0, 0, 0, 0, 1),
  ]),
  ofShapes('Tile', [[2, 3]], 'any', 0, (x) => tf.tile(x!, [2, 3])),
  ofShapes('Transpose', [[2, 3, 4]], 'any', 0, (x) => [
    tf.transpose(x!),
    tf.transpose(x!, [1, 0, 2]),
  ]),
  ofShapes('Unpack', [[2, 3, 2]], 'any', 0, (x) => tf.unstack(x!, 1)),
  ofShapes('FlipLeftRight', [[1, 2, 3, 2]], 'any', 0, (x) =>
    tf.image.flipLeftRight(asTensor<tf.Tensor4D>(x!)),
  ),
];

const creation: readonly KernelCase[] = [
  ofOne('Fill', 'any', 0, (x) => tf.mul(x, tf.fill([1], 3))),
  ofShapes('LinSpace', [[5]], 'any', 0, (x) => tf.mul(x!, tf.linspace(0.1, 2, 5))),
  ofShapes('OneHot', [[3, 4]], 'finite', 0, (x) => [
    tf.oneHot(tf.argMax(x!, 1), 6),
    tf.oneHot(tf.argMax(x!, 0), 2, 3, -1, 'float32'),
  ]),
  ofOne('OnesLike', 'any', 0, tf.onesLike),
  ofShapes('Range', [[4]], 'any', 0, (x) => tf.mul(x!, tf.range(0.5, 2.5, 0.5))),
  ofOne('ZerosLike', 'any', 0, tf.zerosLike),
];

const gathers: readonly KernelCase[] = [
  ofShapes('GatherNd', [[3, 4, 2]], 'any', 0, (x) => [
    tf.gatherND(x!, tf.tensor2d([2, 1, 0, 3], [2, 2], 'int32')),
    tf.gatherND(x!, tf.tensor2d([[2], [0], [2]], [3, 1], 'int32')),
  ]),
  ofShapes('GatherV2', [[4, 3]], 'sums', 2e-6, (x) => [
    tf.gather(x!, tf.tensor1d([3, 0, 3], 'int32')),
    tf.gather(x!, tf.tensor2d([2, 0, 1, 1], [2, 2], 'int32'), 1),
    tf.gather(x!, tf.tensor2d([0, 2, 1, 1, 0, 0, 2, 2], [4, 2], 'int32'), 1, 1),
  ]),
  ofShapes('ScatterNd', [[3, 2]], 'finite', 2e-6, (x) =>
    tf.scatterND(tf.tensor2d([[2], [0], [2]], [3, 1], 'int32'), x!, [4, 2]),
  ),
  ofShapes('UnsortedSegmentSum', [[4, 3]], 'finite', 2e-6, (x) =>
    tf.unsortedSegmentSum(x!, tf.tensor1d([2, 0, 2, 1], 'int32'), 4),
  ),
];

const matrices = (a: tf.Tensor, b: tf.Tensor) =>
  [asTensor<tf.Tensor2D>(a), asTensor<tf.Tensor2D>(b)] as const;

const linearAlgebra: readonly KernelCase[] = [
  ofShapes(
    'BatchMatMul',
    [
      [2, 3],
      [3, 4],
    ],
    'sums',
    4e-6,
    (a, b) => tf.matMul(a!, b!),
  ),
  ofShapes(
    'BatchMatMul, transposed',
    [
      [3, 2],
      [4, 3],
    ],
    'sums',
    4e-6,
    (a, b) => tf.matMul(a!, b!, true, true),
  ),
  ofShapes(
    'BatchMatMul, in batches',
    [
      [2, 2, 3],
      [1, 3, 2],
    ],
    'sums',
    4e-6,
    (a, b) => tf.matMul(a!, b!),
  ),
  ofShapes('_FusedMatMul', [[2, 3], [3, 4], [4]], 'finite', 4e-6, (a, b, bias) => {
    const [left, right] = matrices(a!, b!);
    return tf.fused.matMul({ a: left, b: right, bias: bias!, activation: 'relu' });
  }),
  ofShapes(
    '_FusedMatMul with leakyrelu',
    [
      [2, 3],
      [3, 4],
    ],
    'finite',
    4e-6,
    (a, b) => {
      const [left, right] = matrices(a!, b!);
      return tf.fused.matMul({ a: left, b: right, activation: 'leakyrelu', leakyreluAlpha: 0.5 });
    },
  ),
  ofShapes(
    'Einsum as a product',
    [
      [2, 3, 4],
      [4, 2, 5],
    ],
    'finite',
    8e-6,
    (a, b) => tf.einsum('bij,jbk->ikb', a!, b!),
  ),
  ofShapes('Einsum as a sum', [[2, 3], [3]], 'finite', 8e-6, (a, b) => [
    tf.einsum('ij->j', a!),
    tf.einsum('ij,j->i', a!, b!),
  ]),
  ofShapes('Diag', [[3]], 'any', 0, (x) => tf.diag(x!)),
];

const images = (x: tf.Tensor, w: tf.Tensor) =>
  [asTensor<tf.Tensor4D>(x), asTensor<tf.Tensor4D>(w)] as const;

const convolutions: readonly KernelCase[] = [
  ...(['same', 'valid', 1] as const).flatMap((pad) =>
    ([1, 2] as const).map((stride): KernelCase => ({
      name: `Conv2D, ${pad}, stride ${stride}`,
      shapes: [
        [
          [2, 5, 4, 2],
          [3, 2, 2, 3],
        ],
      ],
      draw: 'finite',
      tolerance: 2e-5,
      run: (x, w) => {
        const [image, filter] = images(x!, w!);
        return tf.conv2d(image, filter, stride, pad);
      },
      ...(pad === 1 && { notOn: 'tensorflow' }),
    })),
  ),
  ofShapes(
    'Conv2D of one dimension',
    [
      [2, 7, 2],
      [3, 2, 3],
    ],
    'finite',
    2e-5,
    (x, w) => tf.conv1d(asTensor<tf.Tensor3D>(x!), asTensor<tf.Tensor3D>(w!), 2, 'same'),
  ),
  ofShapes(
    'DepthwiseConv2dNative',
    [
      [1, 5, 5, 2],
      [2, 3, 2, 2],
    ],
    'finite',
    2e-5,
    (x, w) => {
      const [image, filter] = images(x!, w!);
      return tf.depthwiseConv2d(image, filter, 1, 'same');
    },
  ),
  ofShapes('FusedConv2D', [[1, 4, 4, 2], [2, 2, 2, 3], [3]], 'finite', 2e-5, (x, w, bias) => {
    const [image, filter] = images(x!, w!);
    return tf.fused.conv2d({
      x: image,
      filter,
      strides: 1,
      pad: 'same',
      bias: bias!,
      activation: 'relu',
    });
  }),
  ofShapes(
    'FusedDepthwiseConv2D',
    [[1, 4, 4, 2], [2, 2, 2, 1], [2]],
    'finite',
    2e-5,
    (x, w, bias) => {
      const [image, filter] = images(x!, w!);
      return tf.fused.depthwiseConv2d({
        x: image,
        filter,
        strides: 1,
        pad: 'valid',
        bias: bias!,
        activation: 'relu6',
      });
    },
  ),
  ofShapes(
    'Conv2DBackpropInput as a transposed convolution',
    [
      [1, 3, 3, 2],
      [2, 2, 3, 2],
    ],
    'finite',
    2e-5,
    (x, w) => {
      const [image, filter] = images(x!, w!);
      return tf.conv2dTranspose(image, filter, [1, 6, 6, 3], 2, 'same');
    },
  ),
];

const pooling: readonly KernelCase[] = [
  ofShapes('MaxPool', [[2, 5, 4, 2]], 'finite', 0, (x) =>
    tf.maxPool(asTensor<tf.Tensor4D>(x!), [2, 3], 2, 'same'),
  ),
  ofShapes('AvgPool', [[2, 5, 4, 2]], 'finite', 2e-6, (x) =>
    tf.avgPool(asTensor<tf.Tensor4D>(x!), [2, 3], 2, 'same'),
  ),
];

const normalisation: readonly KernelCase[] = [
  ofShapes(
    'FusedBatchNorm',
    [[2, 3, 3, 2], [2], [2], [2], [2]],
    'positive',
    8e-6,
    (x, mean, variance, offset, scale) =>
      tf.batchNorm(
        x!,
        asTensor<tf.Tensor1D>(mean!),
        asTensor<tf.Tensor1D>(variance!),
        asTensor<tf.Tensor1D>(offset!),
        asTensor<tf.Tensor1D>(scale!),
        0.5,
      ),
  ),
];

/** Kernels whose gradients tfjs writes with others, checked where no awkward number stands. */
const differentiable: readonly KernelCase[] = [
  ...elementwise.filter(({ name }) =>
    /^(Abs|Asinh|Atan|Cos|Exp|Expm1|Neg|Sigmoid|Sin|Softplus|Square|Tanh|Add|AddN|Maximum|Minimum|Multiply|SquaredDifference|Sub)$/.test(
      name,
    ),
  ),
  ...activations.filter(({ name }) => !/Prelu|Step/.test(name)),
  ...reductions.filter(({ name }) => /^(Max|Mean|Min|Prod)$/.test(name)),
  ofShapes('Cumsum', [[3, 4]], 'finite', 0, (x) => tf.cumsum(x!, 1, true)),
  ...shapes.filter(({ name }) => !/FlipLeftRight|StridedSlice/.test(name)),
  ...gathers.filter(({ name }) => /GatherV2|UnsortedSegmentSum/.test(name)),
  ...linearAlgebra.filter(({ name }) => /MatMul/.test(name) && !/leakyrelu|batches/.test(name)),
  ...convolutions.filter(({ name }) => !/relu6|FusedDepthwise/.test(name)),
  ...pooling.filter(({ name }) => name === 'MaxPool'),
  ofShapes('Pow', [[4]], 'positive', 0, (x) => [tf.pow(x!, 2), tf.pow(x!, 3)]),
  ofShapes('RealDiv', [[4], [4]], 'positive', 0, (a, b) => tf.div(a!, b!)),
  ofShapes('Log', [[4]], 'positive', 0, (x) => tf.log(x!)),
  ofShapes('Sqrt', [[4]], 'positive', 0, (x) => tf.sqrt(x!)),
].map((given) =>
  withGradients({
    ...given,
    // tfjs' gradients of some forget to sum over what was broadcast.
    shapes: /^(Maximum|Minimum|SquaredDifference)$/.test(given.name)
      ? pairs.slice(0, 1)
      : given.shapes,
    draw: given.draw === 'positive' ? 'positive' : 'finite',
    tolerance: 4e-5,
  }),
);

export const kernelCases: readonly KernelCase[] = [
  ...elementwise,
  ...activations,
  ...reductions,
  ...shapes,
  ...creation,
  ...gathers,
  ...linearAlgebra,
  ...convolutions,
  ...pooling,
  ...normalisation,
  ...differentiable,
];
