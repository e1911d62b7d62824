/** What the checking backend remembers of a step: its operations in order, and the health of every tensor. */
import type { Health } from '../health.js';

/** `data` is what came in from outside the step: a batch, or parameters that were bad before. */
export type Phase = 'forward' | 'backward' | 'optimizer';

/** One tensor as an operation saw it. */
export interface Value {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly health: Health;
  /** The flat index of the first value that is not finite; -1 where there is none. */
  readonly firstBad: number;
  /** The operation that made it; undefined for what came in from outside. */
  readonly producer: Operation | undefined;
  /** The variable that held it before the step. */
  readonly variable?: HeldBy;
}

/** A variable of the program, or what an optimizer keeps of one. */
export interface HeldBy {
  readonly kind: 'parameter' | 'slot';
  readonly name: string;
}

/** One kernel call. */
export interface Operation {
  /** The position in the step, from 0. */
  readonly index: number;
  readonly kernel: string;
  readonly phase: Phase;
  readonly line: string | undefined;
  /** For a backward operation: the operation of the forward pass that it is the gradient of. */
  readonly forwardOf: Operation | undefined;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: readonly Value[];
  /** The kernel's numbers and words, for messages. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * An operation and what led to it, the nearest first.
 *
 * @param reach after so many no more are looked for
 * @param bounding kernels behind which nothing is looked for
 */
export function operationsBehind(
  operation: Operation,
  reach: number,
  bounding: ReadonlySet<string> = new Set(),
): ReadonlySet<Operation> {
  const found = new Set([operation]);
  for (const { kernel, inputs } of found) {
    if (found.size > reach) break;
    if (bounding.has(kernel)) continue;
    for (const { producer } of Object.values(inputs))
      if (producer !== undefined) found.add(producer);
  }
  return found;
}
