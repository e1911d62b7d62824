/**
 * Makes nodes, with their shapes and types worked out: what the kernel rules of `trace` and the
 * passes of `simplify` write with. It drops what is plainly nothing (a reshape to the same shape)
 * and optimises no further.
 */
import type {
  Attributes,
  BinaryPrimitive,
  ComparePrimitive,
  DType,
  Node,
  NodeId,
  Origin,
  Primitive,
  ReducePrimitive,
  Shape,
  UnaryPrimitive,
} from './graph.js';
import { broadcastShape, sameShape, sizeOf, withoutAxes } from './shapes.js';

/** A node by its position, with what its users need to know of it. */
export interface Value {
  readonly id: NodeId;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** The values of a constant. */
export type ConstantValues = Attributes['constant']['values'];

export class GraphBuilder {
  readonly nodes: Node[] = [];

  /** `origin` is asked once for every node that is made. */
  constructor(private readonly origin: () => Origin) {}

  emit<P extends Primitive>(
    op: P,
    inputs: readonly Value[],
    shape: Shape,
    dtype: DType,
    attributes: Attributes[P],
  ): Value {
    const id = this.nodes.length;
    this.nodes.push({
      op,
      inputs: inputs.map((input) => input.id),
      shape,
      dtype,
      attributes,
      origin: this.origin(),
    } as unknown as Node);
    return { id, shape, dtype };
  }

  constant(values: ConstantValues, shape: Shape, dtype: DType): Value {
    return this.emit('constant', [], shape, dtype, { values });
  }

  scalar(value: number, dtype: DType): Value {
    const values =
      dtype === 'float'
        ? Float64Array.of(value)
        : dtype === 'int32'
          ? Int32Array.of(value)
          : Uint8Array.of(value);
    return this.constant(values, [], dtype);
  }

  /** One value everywhere. */
  full(value: number, shape: Shape, dtype: DType): Value {
    return this.broadcast(this.scalar(value, dtype), shape);
  }

  /** A number of the type of `like`, to be combined with it. */
  number(value: number, like: Value): Value {
    return this.scalar(value, like.dtype);
  }

  unary(op: UnaryPrimitive, x: Value): Value {
    const toBool = op === 'isFinite' || op === 'isInf' || op === 'isNan';
    return this.emit(op, [x], x.shape, toBool ? 'bool' : x.dtype, undefined);
  }

  /** Broadcasts both; they must be of one type. */
  binary(op: BinaryPrimitive, a: Value, b: Value): Value {
    const [left, right] = this.sameShapes(a, b);
    return this.emit(op, [left, right], left.shape, left.dtype, undefined);
  }

  add(a: Value, b: Value): Value {
    return this.binary('add', a, b);
  }

  sub(a: Value, b: Value): Value {
    return this.binary('sub', a, b);
  }

  mul(a: Value, b: Value): Value {
    return this.binary('mul', a, b);
  }

  div(a: Value, b: Value): Value {
    return this.binary('div', a, b);
  }

  compare(op: ComparePrimitive, a: Value, b: Value): Value {
    const [left, right] = this.sameShapes(a, b);
    return this.emit(op, [left, right], left.shape, 'bool', undefined);
  }

  /** Broadcasts all three. */
  select(condition: Value, whenTrue: Value, whenFalse: Value): Value {
    const [left, right] = this.sameShapes(whenTrue, whenFalse);
    const [mask, first] = this.sameShapes(condition, left);
    const second = this.broadcast(right, first.shape);
    return this.emit('select', [mask, first, second], first.shape, first.dtype, undefined);
  }

  /** To bool it is a comparison with zero. */
  cast(x: Value, dtype: DType): Value {
    if (x.dtype === dtype) return x;
    if (dtype === 'bool') return this.compare('ne', x, this.number(0, x));
    return this.emit('cast', [x], x.shape, dtype, undefined);
  }

  broadcast(x: Value, shape: Shape): Value {
    if (sameShape(x.shape, shape)) return x;
    return this.emit('broadcast', [x], shape, x.dtype, undefined);
  }

  reshape(x: Value, shape: Shape): Value {
    if (sameShape(x.shape, shape)) return x;
    return this.emit('reshape', [x], shape, x.dtype, undefined);
  }

  transpose(x: Value, permutation: readonly number[]): Value {
    if (permutation.every((axis, position) => axis === position)) return x;
    const shape = permutation.map((axis) => x.shape[axis]!);
    return this.emit('transpose', [x], shape, x.dtype, { permutation });
  }

  reverse(x: Value, axes: readonly number[]): Value {
    if (axes.length === 0) return x;
    return this.emit('reverse', [x], x.shape, x.dtype, { axes });
  }

  slice(
    x: Value,
    begin: readonly number[],
    size: readonly number[],
    strides: readonly number[],
  ): Value {
    if (sameShape(x.shape, size) && begin.every((b) => b === 0) && strides.every((s) => s === 1))
      return x;
    return this.emit('slice', [x], size, x.dtype, { begin, strides });
  }

  concat(values: readonly Value[], axis: number): Value {
    const [first] = values;
    if (values.length === 1) return first!;
    const shape = first!.shape.map((dimension, at) =>
      at === axis ? values.reduce((sum, value) => sum + value.shape[axis]!, 0) : dimension,
    );
    return this.emit('concat', values, shape, first!.dtype, { axis });
  }

  pad(x: Value, before: readonly number[], after: readonly number[], value: number): Value {
    const shape = x.shape.map((dimension, axis) => before[axis]! + dimension + after[axis]!);
    if (sameShape(shape, x.shape)) return x;
    return this.emit('pad', [x], shape, x.dtype, { before, after, value });
  }

  gather(x: Value, indices: Value, axis: number): Value {
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
    return this.emit('gather', [x, indices], shape, x.dtype, { axis });
  }

  segmentSum(values: Value, segments: Value, count: number): Value {
    const shape = [count, ...values.shape.slice(1)];
    return this.emit('segmentSum', [values, segments], shape, values.dtype, { count });
  }

  /** `axes` rising, without repeats. */
  reduce(op: ReducePrimitive, x: Value, axes: readonly number[], keepDims: boolean): Value {
    const reduced =
      axes.length === 0 ? x : this.emit(op, [x], withoutAxes(x.shape, axes), x.dtype, { axes });
    if (!keepDims) return reduced;
    return this.reshape(
      reduced,
      x.shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension)),
    );
  }

  argExtreme(op: 'argMax' | 'argMin', x: Value, axis: number): Value {
    return this.emit(op, [x], withoutAxes(x.shape, [axis]), 'int32', { axis });
  }

  cumulative(
    op: 'cumSum' | 'cumProd',
    x: Value,
    axis: number,
    exclusive: boolean,
    reverse: boolean,
  ): Value {
    return this.emit(op, [x], x.shape, x.dtype, { axis, exclusive, reverse });
  }

  /** Batch dimensions are broadcast. */
  matMul(a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value {
    const [m, k] = matrixOf(a.shape, transposeA);
    const [, n] = matrixOf(b.shape, transposeB);
    const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)) ?? [];
    const left = this.broadcast(a, [...batch, ...a.shape.slice(-2)]);
    const right = this.broadcast(b, [...batch, ...b.shape.slice(-2)]);
    const shape = [...batch, m, n];
    if (k === 0 || sizeOf(shape) === 0) return this.full(0, shape, a.dtype);
    return this.emit('matMul', [left, right], shape, a.dtype, { transposeA, transposeB });
  }

  private sameShapes(a: Value, b: Value): [Value, Value] {
    const shape = broadcastShape(a.shape, b.shape);
    if (shape === null)
      throw new Error(`graph: shapes [${a.shape}] and [${b.shape}] do not broadcast together`);
    return [this.broadcast(a, shape), this.broadcast(b, shape)];
  }
}

/** Rows and columns of the last two dimensions, as the multiplication takes them. */
function matrixOf(shape: Shape, transposed: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}
