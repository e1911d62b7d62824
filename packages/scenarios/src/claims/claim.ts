/**
 * A common claim about NaN as data: the sentence, the runs that decide whether it holds, and the
 * verdict that is stated of it. Nobody writes down a verdict that was not measured: `verdictOf`
 * makes it from the shares, and a test holds the stated one to it.
 */
import type { Scenario } from '../scenario.js';

export type ClaimVerdict = 'as told' | 'only when' | 'not as told';

type Failure = 'stalled' | 'diverged' | 'inf' | 'nan';

/** What is run: a variant of a scenario, over axis values or ranges. */
export interface Setting {
  readonly variant: string;
  /** Axes as `brink sweep --axis` takes them: `lr=1e-3` or `lr=1e-3:1:log`; the others stand at their defaults. */
  readonly axis: readonly string[];
  readonly precision?: 'float32' | 'float64';
}

/** Runs over axis values, ranges and seeds, of which a share bears the claim out. */
export interface Measurement extends Setting {
  /** What is run, in a few words. */
  readonly label: string;
  readonly scenario: Scenario;
  /** For a cure: what fails without it, where it is not the variant `broken` of the same runs. */
  readonly without?: Partial<Setting>;
  /** Points along each range. */
  readonly grid?: number;
  readonly steps?: number;
  /** Seeds of data and parameters, each a run of its own. */
  readonly seeds: readonly number[];
  /** The outcomes that are the failure: Inf and NaN where not given. */
  readonly failures?: readonly Failure[];
}

/**
 * What is told, and so which share bears it out: a cause, of all runs those that fail; a guard, of all
 * runs those that do not; a cure, of the runs that fail without it those that do not with it.
 */
export type ClaimKind = 'cause' | 'guard' | 'cure';

export interface Claim {
  readonly name: string;
  readonly kind: ClaimKind;
  readonly sentence: string;
  readonly verdict: ClaimVerdict;
  /** After `only when`: the condition. After the others: why. One or two sentences. */
  readonly finding: string;
  /** These decide. */
  readonly measured: readonly Measurement[];
  /** Where it does happen though the claim does not hold as told, or what was looked at besides. */
  readonly besides?: readonly Measurement[];
}

/** Shares from here on count as all, and up to the rest as none. */
export const nearlyAll = 0.95;

/**
 * As told where nearly every run of every measurement bears the claim out, not as told where nearly
 * none does, else only when some condition holds.
 *
 * @param shares of runs that bear the claim out, 0 to 1, one for each measurement that decides; NaN
 * where there was nothing to cure, which bears out nothing
 */
export function verdictOf(shares: readonly number[]): ClaimVerdict {
  if (shares.length > 0 && shares.every((share) => share >= nearlyAll)) return 'as told';
  return shares.every((share) => !(share > 1 - nearlyAll)) ? 'not as told' : 'only when';
}
