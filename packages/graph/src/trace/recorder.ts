/**
 * What a trace writes down: the nodes, which of tfjs' data belong to which node, and where in the
 * training step we are. It knows nothing of how tfjs is made to call it (that is `recording.ts`).
 */
import type { DataType, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { GraphBuilder, type ConstantValues, type Value } from '../builder.js';
import { TraceError, type TraceReason } from '../errors.js';
import type { DType, NodeId, Origin, Phase, Shape } from '../graph.js';
import { sizeOf } from '../shapes.js';
import { backendOf, insideBackward, type TfjsDType } from './engine-internals.js';
import { callerLine } from './source-line.js';

/** What stands behind a data id of tfjs: a node, or values that become a constant when first used. */
interface Entry {
  value: Value | null;
  readonly values: ConstantValues | null;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly line: string | undefined;
  /** Whether random numbers were drawn just before the values were made. */
  readonly drawn: boolean;
  references: number;
}

export class Recorder {
  readonly build = new GraphBuilder(() => this.origin);
  /** Constants that random numbers went into. */
  readonly drawnConstants = new Set<NodeId>();
  /** The first refusal, kept so that the traced function cannot swallow it. */
  refusal: TraceError | null = null;
  /** Whether Math.random was called since the last tensor was made. */
  drawing = false;

  private readonly entries = new Map<object, Entry>();
  private readonly assignments = new Map<object, string | undefined>();
  private readonly outside = new Map<object, Value>();
  private origin: Origin;
  private forwardOf: NodeId | undefined;

  /** `lines`: whether to look for source lines, which takes most of a trace's time. */
  constructor(
    private phase: Phase,
    private readonly lines: boolean,
  ) {
    this.origin = { phase, kernel: 'input' };
  }

  /** Says where in the step the traced function is, where tfjs' own passes do not. */
  mark(phase: Phase): void {
    this.phase = phase;
  }

  /** The node behind a tensor, where it is one. */
  nodeOf(tensor: Tensor): NodeId | undefined {
    return this.entries.get(tensor.dataId)?.value?.id;
  }

  /** Until the next call, backward nodes belong to this forward node. */
  enterGradientOf(forward: NodeId | undefined): void {
    this.forwardOf = forward;
  }

  /** The nodes made until the next call come from one call of a kernel. */
  enterKernel(kernel: string): void {
    const inBackward = insideBackward();
    const phase = inBackward === undefined ? this.phase : inBackward ? 'backward' : 'forward';
    const forward = inBackward === true ? this.forwardOf : undefined;
    const line = forward === undefined ? this.line() : this.build.nodes[forward]!.origin.line;
    this.origin = {
      phase,
      kernel,
      ...(line !== undefined && { line }),
      ...(forward !== undefined && { forwardOf: forward }),
    };
  }

  /** Refuses, at the caller's line. */
  refuse(reason: TraceReason, problem: string, repair: string): TraceError {
    return this.refuseAt(callerLine() ?? this.origin.line, reason, problem, repair);
  }

  refuseAt(
    line: string | undefined,
    reason: TraceReason,
    problem: string,
    repair: string,
  ): TraceError {
    const refusal = new TraceError(reason, problem, repair, line);
    this.refusal ??= refusal;
    return refusal;
  }

  input(name: string, shape: Shape, dtype: DType): Value {
    this.origin = { phase: this.phase, kernel: 'input' };
    return this.build.emit('input', [], shape, dtype, { name });
  }

  /** A data id of tfjs for the result of a kernel. */
  hold(value: Value): TensorInfo {
    const dataId = {};
    const { shape, dtype } = value;
    this.entries.set(dataId, {
      value,
      values: null,
      shape,
      dtype,
      line: undefined,
      drawn: false,
      references: 1,
    });
    return { dataId, shape: [...shape], dtype: toTfjsDType(dtype) };
  }

  /** A data id for values that came from JavaScript. They are copied. */
  holdValues(values: ArrayLike<number>, shape: Shape, dtype: DataType): object {
    const dataId = {};
    const type = this.fromTfjsDType(dtype);
    this.entries.set(dataId, {
      value: null,
      values: copyOf(values, type),
      shape: [...shape],
      dtype: type,
      // In the backward pass the line of the forward node is known better.
      line: insideBackward() === true ? undefined : this.line(),
      drawn: this.drawing,
      references: 1,
    });
    this.drawing = false;
    return dataId;
  }

  reference(dataId: object): void {
    const entry = this.entries.get(dataId);
    if (entry) entry.references++;
    this.assignments.set(dataId, callerLine());
  }

  /** The line where a variable was given this data. */
  assignedAt(dataId: object): string | undefined {
    return this.assignments.get(dataId);
  }

  /** True where nothing refers to the data any more. */
  release(dataId: object, force: boolean): boolean {
    const entry = this.entries.get(dataId);
    if (!entry) return false;
    entry.references--;
    if (!force && entry.references > 0) return false;
    this.entries.delete(dataId);
    return true;
  }

  references(dataId: object): number {
    return this.entries.get(dataId)?.references ?? 0;
  }

  get size(): number {
    return this.entries.size;
  }

  /** The node behind a tensor; one made outside becomes a constant. */
  valueOf(tensor: TensorInfo): Value {
    const entry = this.entries.get(tensor.dataId);
    if (!entry) return this.outsideValue(tensor);
    entry.value ??= this.constant(entry);
    const { value } = entry;
    // A reshape or cast by tfjs itself may share the data under another shape or type.
    const reshaped = this.build.reshape(value, tensor.shape);
    return this.build.cast(reshaped, this.fromTfjsDType(tensor.dtype));
  }

  /** float32, int32 and bool have a counterpart; the rest is refused. */
  fromTfjsDType(dtype: DataType): DType {
    if (dtype === 'float32') return 'float';
    if (dtype === 'int32' || dtype === 'bool') return dtype;
    throw this.refuse(
      'unsupported-kernel',
      `a tensor of type ${dtype} is used`,
      'use float32, int32 or bool',
    );
  }

  private line(): string | undefined {
    return this.lines ? callerLine() : undefined;
  }

  private constant({ values, shape, dtype, line, drawn }: Entry): Value {
    const outer = this.origin;
    this.origin = { phase: outer.phase, kernel: 'constant' };
    const known = line ?? outer.line;
    if (known !== undefined) this.origin = { ...this.origin, line: known };
    if (drawn) this.drawnConstants.add(this.build.nodes.length);
    const value = uniformOrWhole(this.build, values!, shape, dtype);
    this.origin = outer;
    return value;
  }

  private outsideValue(tensor: TensorInfo): Value {
    let value = this.outside.get(tensor.dataId);
    if (value === undefined) {
      const dtype = this.fromTfjsDType(tensor.dtype);
      const values = copyOf(this.readOutside(tensor), dtype);
      value = uniformOrWhole(this.build, values, [...tensor.shape], dtype);
      this.outside.set(tensor.dataId, value);
    }
    return this.build.reshape(value, tensor.shape);
  }

  private readOutside(tensor: TensorInfo): ArrayLike<number> {
    try {
      return backendOf(tensor.dataId)!.readSync(tensor.dataId) as unknown as ArrayLike<number>;
    } catch {
      throw this.refuse(
        'unreadable-tensor',
        `a tensor of shape [${tensor.shape}] was made outside, on a backend that cannot be read synchronously`,
        'pass it as an input, or make it on the cpu backend',
      );
    }
  }
}

function toTfjsDType(dtype: DType): TfjsDType {
  return dtype === 'float' ? 'float32' : dtype;
}

function copyOf(values: ArrayLike<number>, dtype: DType): ConstantValues {
  if (dtype === 'float') return Float32Array.from(values);
  if (dtype === 'int32') return Int32Array.from(values);
  return Uint8Array.from(values);
}

/** A tensor of one value everywhere is that value, broadcast. */
function uniformOrWhole(
  build: GraphBuilder,
  values: ConstantValues,
  shape: Shape,
  dtype: DType,
): Value {
  const size = sizeOf(shape);
  const [first] = values;
  if (size > 1 && values.every((value) => Object.is(value, first)))
    return build.broadcast(build.constant(values.slice(0, 1), [], dtype), shape);
  return build.constant(values, shape, dtype);
}
