/** How a tfjs kernel is written down as primitives. */
import type { GraphBuilder, Value } from '../../builder.js';
import type { TraceReason } from '../../errors.js';

/** One call of a kernel. */
export interface KernelCall {
  readonly build: GraphBuilder;
  /** The tensors by tfjs' own names; an input that was left out is missing. */
  readonly inputs: Readonly<Record<string, Value>>;
  /** The tensors in order, for kernels that take a list. */
  readonly list: readonly Value[];
  readonly attributes: unknown;
  /** Makes the error to throw where this form of the kernel has no rule. */
  refuse(reason: TraceReason, problem: string, repair: string): Error;
}

export type KernelRule = (call: KernelCall) => Value | readonly Value[];

/** The rules of a family of kernels, by the name of the kernel. */
export type KernelTable = Readonly<Record<string, KernelRule>>;

/** A rule that reads attributes of type A; tfjs gives them as it documents them. */
export function rule<A>(
  body: (call: KernelCall, attributes: A) => Value | readonly Value[],
): KernelRule {
  return (call) => body(call, call.attributes as A);
}

/** A rule for a kernel with the input `x` and no attributes. */
export function ofX(body: (build: GraphBuilder, x: Value) => Value): KernelRule {
  return ({ build, inputs }) => body(build, inputs.x!);
}

/** A rule for a kernel with the inputs `a` and `b`, brought to one type. */
export function ofPair(body: (build: GraphBuilder, a: Value, b: Value) => Value): KernelRule {
  return ({ build, inputs }) => {
    const [a, b] = toOneType(build, inputs.a!, inputs.b!);
    return body(build, a, b);
  };
}

/** bool becomes int32, int32 becomes float, where the other operand is of the wider type. */
function toOneType(build: GraphBuilder, a: Value, b: Value): [Value, Value] {
  const order = ['bool', 'int32', 'float'] as const;
  const wider = order[Math.max(order.indexOf(a.dtype), order.indexOf(b.dtype))]!;
  return [build.cast(a, wider), build.cast(b, wider)];
}
