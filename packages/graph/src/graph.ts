/**
 * The graph: one call of a training step as a list of primitive operations.
 *
 * What it is: plain, readonly data. Nodes stand in topological order and name their inputs by
 * position, so a graph can be stored as JSON (constants aside), compared and printed.
 * What it is not: it knows nothing of loops, buffers, lanes or targets (that is @brink/compiler),
 * nor of how it was made (that is `trace`).
 */

/** `float` is float32 or float64, chosen when the graph is lowered. */
export type DType = 'float' | 'int32' | 'bool';

export type Shape = readonly number[];

/** The position of a node in `Graph.nodes`. */
export type NodeId = number;

/**
 * The part of a training step that made a node. `init` is the setup of parameters and data,
 * `optimizer` the update of the parameters.
 */
export type Phase = 'init' | 'forward' | 'backward' | 'optimizer';

/** Where a node came from, for messages: never part of what it computes. */
export interface Origin {
  readonly phase: Phase;
  /** The tfjs kernel that was called, for example `Softmax`. */
  readonly kernel: string;
  /** The user's own source line, `file:line:column`, where it could be told. */
  readonly line?: string;
  /** For a backward node: the node of the forward pass that it is the gradient of. */
  readonly forwardOf?: NodeId;
}

/** One argument, the same element-wise rule for every element. NaN in gives NaN out. */
export type UnaryPrimitive =
  | 'abs'
  | 'acos'
  | 'acosh'
  | 'asin'
  | 'asinh'
  | 'atan'
  | 'atanh'
  | 'ceil'
  | 'cos'
  | 'cosh'
  | 'erf'
  | 'exp'
  | 'expm1'
  | 'floor'
  | 'isFinite'
  | 'isInf'
  | 'isNan'
  | 'log'
  | 'log1p'
  | 'logicalNot'
  | 'neg'
  | 'reciprocal'
  | 'round' // half to even
  | 'rsqrt'
  | 'sigmoid'
  | 'sign' // sign of NaN is NaN, of -0 is -0
  | 'sin'
  | 'sinh'
  | 'softplus'
  | 'sqrt'
  | 'tan'
  | 'tanh';

/** Two arguments of one shape: broadcasting is a node of its own. */
export type BinaryPrimitive =
  | 'add'
  | 'atan2'
  | 'div'
  | 'floorDiv'
  | 'logicalAnd'
  | 'logicalOr'
  | 'max' // NaN if either is NaN
  | 'min' // NaN if either is NaN
  | 'mod' // the sign of the divisor
  | 'mul'
  | 'pow'
  | 'sub';

/** Two arguments of one shape, a bool out. */
export type ComparePrimitive = 'eq' | 'ge' | 'gt' | 'le' | 'lt' | 'ne';

/** Over `axes`, kept out of the shape; sums run in rising order of the flattened reduced index. */
export type ReducePrimitive =
  'all' | 'any' | 'reduceMax' | 'reduceMin' | 'reduceProd' | 'reduceSum';

export interface Window2d {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** top, bottom, left, right. */
  readonly padding: readonly [number, number, number, number];
  /** height and width of the filter or pool. */
  readonly window: readonly [number, number];
}

/** The attributes of each primitive; `undefined` where it has none. */
export interface Attributes
  extends
    Readonly<Record<UnaryPrimitive | BinaryPrimitive | ComparePrimitive, undefined>>,
    Readonly<Record<ReducePrimitive, { readonly axes: readonly number[] }>> {
  /** A named input of the graph. */
  readonly input: { readonly name: string };
  /** Values in row-major order; length is the size of the shape. */
  readonly constant: { readonly values: Float64Array | Float32Array | Int32Array | Uint8Array };
  /** condition (bool), whenTrue, whenFalse: one shape. */
  readonly select: undefined;
  /** To the node's dtype; float to int32 truncates toward zero, NaN to 0, and saturates. */
  readonly cast: undefined;
  /** [..., m, k] x [..., k, n], equal batch dimensions; products are summed in rising k. */
  readonly matMul: { readonly transposeA: boolean; readonly transposeB: boolean };
  /** Index of the first greatest or least along one axis, int32; the first NaN wins. */
  readonly argMax: { readonly axis: number };
  readonly argMin: { readonly axis: number };
  readonly cumSum: {
    readonly axis: number;
    readonly exclusive: boolean;
    readonly reverse: boolean;
  };
  readonly cumProd: {
    readonly axis: number;
    readonly exclusive: boolean;
    readonly reverse: boolean;
  };
  readonly reshape: undefined;
  /** numpy's rule, to the node's shape. */
  readonly broadcast: undefined;
  readonly transpose: { readonly permutation: readonly number[] };
  readonly reverse: { readonly axes: readonly number[] };
  /** Element i of axis a is input[begin[a] + i * strides[a]]; strides may be negative. */
  readonly slice: { readonly begin: readonly number[]; readonly strides: readonly number[] };
  readonly concat: { readonly axis: number };
  readonly pad: {
    readonly before: readonly number[];
    readonly after: readonly number[];
    readonly value: number;
  };
  /** input, indices (int32): out[a.., i.., b..] = input[a.., indices[i..], b..]; out of range: NaN, or 0 for integers. */
  readonly gather: { readonly axis: number };
  /** values [n, ...], segments [n] int32 -> [count, ...]: sums in rising n; a segment out of range is dropped. */
  readonly segmentSum: { readonly count: number };
  /** input NHWC, filter [h, w, in, out]. */
  readonly conv2d: Window2d;
  /** gradient of the output, filter -> gradient of the input (the node's shape). */
  readonly conv2dInputGradient: Window2d;
  /** input, gradient of the output -> gradient of the filter (the node's shape). */
  readonly conv2dFilterGradient: Window2d;
  /** input NHWC, filter [h, w, in, multiplier]. */
  readonly depthwiseConv2d: Window2d;
  readonly depthwiseConv2dInputGradient: Window2d;
  readonly depthwiseConv2dFilterGradient: Window2d;
  /**
   * The greatest value of the window, beginning with the lowest finite number, so that NaN and
   * -Inf are never the result: what `tensorflow` does.
   */
  readonly maxPool: Window2d;
  /**
   * input, output, gradient of the output -> gradient of the input. One cell of each window takes
   * its gradient: the first that no later one is greater than, a NaN in the first place included.
   */
  readonly maxPoolGradient: Window2d;
  /** The mean over the cells of the window that lie inside the input. */
  readonly avgPool: Window2d;
  /** gradient of the output -> gradient of the input (the node's shape). */
  readonly avgPoolGradient: Window2d;
}

export type Primitive = keyof Attributes;

/** One application of a primitive. */
export type Node = {
  readonly [P in Primitive]: {
    readonly op: P;
    readonly inputs: readonly NodeId[];
    readonly shape: Shape;
    readonly dtype: DType;
    readonly attributes: Attributes[P];
    readonly origin: Origin;
  };
}[Primitive];

/** A named node at the edge of a graph. */
export interface Port {
  readonly name: string;
  readonly node: NodeId;
}

export interface Graph {
  /** In topological order: a node's inputs come before it. */
  readonly nodes: readonly Node[];
  /** Each is a node with op `input`. */
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}
