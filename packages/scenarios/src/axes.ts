/** Builders of axes: what a scenario can be swept over. */
import type { ChoiceAxis, IntegerAxis, NumericAxis } from './scenario.js';

interface NumericOptions {
  /** The value where a sweep does not vary this axis. */
  readonly default: number;
  readonly description: string;
}

/** A number that a sweep spaces evenly from `low` to `high`; it reaches the scenario as a scalar tensor. */
export function linear(low: number, high: number, options: NumericOptions): NumericAxis {
  return { kind: 'numeric', scale: 'linear', low, high, ...options };
}

/** A positive number that a sweep spaces evenly in its logarithm; it reaches the scenario as a scalar tensor. */
export function log(low: number, high: number, options: NumericOptions): NumericAxis {
  return { kind: 'numeric', scale: 'log', low, high, ...options };
}

/** A whole number from `low` to `high` that changes the program's shape; it reaches the scenario as a JavaScript number. */
export function integer(
  low: number,
  high: number,
  options: {
    /** What a sweep takes where the user names no values, rising. */
    readonly values: readonly number[];
    readonly default: number;
    readonly description: string;
  },
): IntegerAxis {
  return { kind: 'integer', low, high, ...options };
}

/** One of a few words that change the program; it reaches the scenario as that word. */
export function choice<const T extends string>(
  values: readonly T[],
  options: { readonly default: NoInfer<T>; readonly description: string },
): ChoiceAxis<T> {
  return { kind: 'choice', values, ...options };
}
