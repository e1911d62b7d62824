/** What `blame` returns: plain data, from which the text is made. */
import type { HeldBy } from '../checking/operation.js';
import type { Health } from '../health.js';

/**
 * Where in training a value was made. `data`: it came in from outside the step. `init`: a parameter, or what
 * the optimizer keeps of one, held it before the step.
 */
export type BlamePhase = 'data' | 'init' | 'forward' | 'backward' | 'optimizer';

/** A tensor of the origin. */
export interface BlamedValue {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly health: Health;
  /** Where the first value that is not finite stands, an index per dimension; null where all are finite. */
  readonly firstBad: readonly number[] | null;
  /** The variable that held it before the step; null for what is none. */
  readonly variable: HeldBy | null;
}

/** One operation, in short. */
export interface BlamedOperation {
  /** The tfjs kernel, for example `RealDiv`. */
  readonly op: string;
  readonly phase: BlamePhase;
  /** `file:line:column` of the user's own code, where it could be told. */
  readonly line: string | null;
}

/** The first operation with finite inputs and a non-finite output. */
export interface Origin extends BlamedOperation {
  /** For a backward operation: the forward operation whose gradient it is part of. */
  readonly forwardOf: BlamedOperation | null;
  /** True where it came in, and the operation only met it first. */
  readonly cameIn: boolean;
  /** The user's line that ran the step: the place of what has no line, as the layers of a model. */
  readonly stepLine: string | null;
  /** The nearest parameter that it was computed with, `dense_1/kernel` for example; null where there is none. */
  readonly parameter: string | null;
  readonly inputs: readonly BlamedValue[];
  readonly output: BlamedValue;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The position among the operations of the step. */
  readonly index: number;
}

/** One station of the way from the origin to the results: an operation that passed the bad value on. */
export interface CascadeStep extends BlamedOperation {
  readonly nan: number;
  readonly infinite: number;
  readonly size: number;
}

/** A result of the step that is not finite. */
export interface BadResult {
  /** `loss` (or `result:N`), `parameter:NAME`, or `slot:N` for what an optimizer keeps. */
  readonly site: string;
  readonly health: Health;
}

/** Why it happened, and what cures it. */
export interface Diagnosis {
  /** The rule that recognised it, or `unknown`. */
  readonly rule: string;
  readonly cause: string;
  /** The figures that the cause was told by. */
  readonly evidence: string;
  /** What to change. */
  readonly cure: string;
  /** The change as a line of code, where there is one. */
  readonly code: string | null;
}

export interface BlameReport {
  /** True where every result, gradient and parameter is finite; a mask, or what `where` leaves out, may stand in between. */
  readonly finite: boolean;
  /** Null where everything was finite. */
  readonly origin: Origin | null;
  readonly diagnosis: Diagnosis | null;
  /** The operations that passed it on, in order, the last at a result; long ways are thinned. */
  readonly cascade: readonly CascadeStep[];
  readonly badResults: readonly BadResult[];
  /** Operations with a bad input and finite outputs: they hid it. */
  readonly hidden: readonly BlamedOperation[];
  /** How many operations the step ran. */
  readonly operations: number;
  /** What the step threw, where it did: the report is of what ran until then. */
  readonly error: string | null;
}
