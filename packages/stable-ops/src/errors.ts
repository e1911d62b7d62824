/** Every error of this package: the message is derived from the fields. */

/** An argument that no value of its tensors could make right. */
export class StableOpsError extends Error {
  override readonly name = 'StableOpsError';

  constructor(
    /** The operation that was called, for example `logSumExp`. */
    readonly operation: string,
    /** The name of the argument at fault. */
    readonly argument: string,
    /** What is wrong with it. */
    readonly problem: string,
    /** What was received: a shape, a dtype or a number, as text. */
    readonly received: string,
    /** What to do about it. */
    readonly repair: string,
  ) {
    super(
      `stable-ops: ${operation}: argument '${argument}' ${problem}, got ${received}; ${repair}`,
    );
  }
}

/** A shape as it stands in messages: `[2,3]`. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(',')}]`;
}
