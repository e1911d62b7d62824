/** All errors of this package. Each is data; the message is derived from it. */

/** Why a function could not be traced. */
export type TraceReason =
  /** It reads the values of a tensor, which are not known while tracing. */
  | 'reads-values'
  /** It calls a tfjs kernel that has no rule here, or one in a form that has none. */
  | 'unsupported-kernel'
  /** It draws random numbers. */
  | 'random-draw'
  /** A JavaScript value in it is another at the second call. */
  | 'changing-value'
  /** It assigns to a variable that was made outside. */
  | 'outside-state'
  /** It returns a promise, or what it returns is not tensors by name. */
  | 'not-tensors'
  /** A tensor made on another backend cannot be read synchronously. */
  | 'unreadable-tensor';

/** A function cannot be traced. `line` is `file:line:column` of the caller's own code, where it could be told. */
export class TraceError extends Error {
  override readonly name = 'TraceError';

  constructor(
    readonly reason: TraceReason,
    /** What is wrong, without the line and the repair. */
    readonly problem: string,
    readonly repair: string,
    readonly line: string | undefined,
  ) {
    super(`trace: ${problem}${line === undefined ? '' : ` at ${line}`}; ${repair}`);
  }
}

/** A graph breaks a rule of its primitives: a fault of the pass that made it. */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    /** The position of the offending node; -1 for the ports. */
    readonly node: number,
    readonly problem: string,
    /** The node and its inputs as text. */
    readonly context: string,
  ) {
    super(`graph: ${problem}\n${context}`);
  }
}

/** A value given to `evaluate` does not fit the graph's input. */
export class EvaluateError extends Error {
  override readonly name = 'EvaluateError';

  constructor(
    readonly input: string,
    readonly problem: string,
    readonly repair: string,
  ) {
    super(`evaluate: ${problem}; ${repair}`);
  }
}
